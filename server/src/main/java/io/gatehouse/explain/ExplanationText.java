package io.gatehouse.explain;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.chain.DirectoryAnswer;
import io.gatehouse.policy.AppliedRules;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.rule.RuleTrace;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An explanation for people. */
public final class ExplanationText {
    private static final String SCOPED = "as the template of the scoped signing key says, in the account's JWT";

    private static final String NO_CREDENTIALS =
            "nothing: no credentials were given; --user, --token, --nkey and --cert give them, --as assumes an identity";

    private static final String EVERYTHING = ">";

    private final PrintedText out = new PrintedText();

    private ExplanationText() {}

    /** Lines, the last without an end. */
    public static String of(Explanation explanation) {
        ExplanationText text = new ExplanationText();
        text.login(explanation, explanation.decision().request());
        text.directories(explanation.directories());
        text.rules(explanation.rules());
        text.rights(explanation.granted());
        text.verdict(explanation);
        return text.out.toString();
    }

    private void login(Explanation explanation, @Nullable AuthorizationRequest request) {
        out.heading("Login");
        if (request == null) {
            out.row("request", "not read, or not genuine");
            return;
        }
        who(explanation, request);
        out.row(
                "connection",
                request.client().kind() + " " + request.client().type() + " from "
                        + request.client().host() + (request.tls() == null ? ", without TLS" : ", by TLS"));
        out.row(
                "server",
                request.server().name() + ", nats-server " + request.server().version());
    }

    private void who(Explanation explanation, AuthorizationRequest request) {
        if (explanation.way() == Explanation.Way.ASSUMED) {
            out.row("user", explanation.assumedName() + ", assumed: no directory is asked");
            return;
        }
        String user = request.connect().user();
        List<String> brought = Brought.by(request);
        out.row("user", user == null ? "none" : user);
        out.row("brings", brought.isEmpty() ? List.of(nothing(explanation, user)) : brought);
    }

    private static String nothing(Explanation explanation, @Nullable String user) {
        return explanation.way() == Explanation.Way.CREDENTIALS && user == null ? NO_CREDENTIALS : "nothing";
    }

    private void directories(List<DirectoryAnswer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        out.heading("Directories");
        for (DirectoryAnswer answer : answers) {
            out.row(answer.directory(), "(" + answer.type() + ") " + words(answer));
            if (answer.result() instanceof Found found) {
                identity(found.identity());
            }
        }
    }

    private static String words(DirectoryAnswer answer) {
        return switch (answer.state()) {
            case NOT_REACHED -> "not asked: a directory before it has answered";
            case NO_MATCH -> "not asked: the login does not fit " + String.join(" and ", answer.unmatched());
            case NOT_MINE -> "not mine: it knows no such user, or the login brings nothing that it looks up";
            case NOT_BEGUN -> "not asked: the verdict says why";
            case CANNOT_DECIDE -> "cannot decide: " + answer.detail();
            case REJECTED -> "rejected" + rejected(answer);
            case FOUND -> "found" + until(answer);
        };
    }

    private static String rejected(DirectoryAnswer answer) {
        return answer.result() instanceof Rejected rejected
                ? ": " + reason(rejected.reason().code(), rejected.detail())
                : "";
    }

    private static String until(DirectoryAnswer answer) {
        return answer.result() instanceof Found found && found.validity().until() != null
                ? ", which holds until " + found.validity().until()
                : "";
    }

    private void identity(Identity identity) {
        out.row("  name", identity.name());
        out.row("  groups", List.copyOf(new TreeSet<>(identity.groups())));
        identity.attributes()
                .forEach((name, values) -> out.row("  attribute", name + " = " + String.join(", ", values)));
        out.row("  states", identity.entitlement() == null ? "no rights" : "rights of its own");
    }

    private void rules(List<RuleTrace> rules) {
        if (rules.isEmpty()) {
            return;
        }
        out.heading("Rules");
        for (RuleTrace rule : rules) {
            out.row(rule.rule(), rule.held() ? "holds" : "does not hold: " + String.join(" and ", rule.failing()));
        }
    }

    private void rights(@Nullable GrantedClaims granted) {
        if (granted == null) {
            return;
        }
        UserClaims claims = granted.claims();
        UserClaims.Body body = claims.body();
        out.heading("Rights");
        out.row("account", granted.account());
        out.row("shown as", claims.name());
        if (body == null) {
            out.row("permissions", SCOPED);
        } else {
            permissions(body.permissions());
            limits(body);
        }
        out.row("tags", claims.tags());
        out.row("session", granted.sessionSeconds() == 0 ? "no end" : "at most " + granted.sessionSeconds() + " s");
        out.heading("Claims of the user JWT, which is not signed here: nobody can log in with them");
        out.block(IndentedJson.of(granted.json()));
    }

    private void permissions(Permissions permissions) {
        boolean nothing =
                permissions.publish().isEmpty() && permissions.subscribe().isEmpty();
        side("publish", permissions.publish(), nothing);
        side("subscribe", permissions.subscribe(), nothing);
        Permissions.Responses responses = permissions.responses();
        if (responses != null) {
            out.row("responses", "max " + responses.max() + ", ttl " + responses.ttl());
        }
    }

    /** nats-server takes a side without a word for unrestricted, and none on either side for the account's defaults. */
    private void side(String name, SubjectRules rules, boolean nothing) {
        if (rules.isEmpty()) {
            out.row(name, nothing ? "any subject, unless the account has default permissions" : "any subject");
            return;
        }
        if (rules.deny().contains(EVERYTHING)) {
            out.row(name, "nothing: it is denied " + EVERYTHING);
            return;
        }
        out.row(name, rules.allow().isEmpty() ? "any subject" : "allow " + String.join(", ", rules.allow()));
        if (!rules.deny().isEmpty()) {
            out.row("", "deny " + String.join(", ", rules.deny()));
        }
    }

    private void limits(UserClaims.Body body) {
        Limits limits = body.limits();
        out.row(
                "limits",
                "subs " + number(limits.subs()) + ", data " + number(limits.data()) + ", payload "
                        + number(limits.payload()));
        out.row("sources", limits.sources());
        out.row(
                "times",
                limits.times().stream()
                        .map(time -> time.start() + "-" + time.end())
                        .toList());
        out.row("connections", body.allowedConnectionTypes());
    }

    private static String number(long limit) {
        return limit == Limits.NO_LIMIT ? "no limit" : String.valueOf(limit);
    }

    private void verdict(Explanation explanation) {
        out.heading("Verdict");
        Verdict verdict = explanation.verdict();
        if (verdict instanceof Verdict.Granted granted) {
            out.row("granted", "account " + granted.account());
        } else if (verdict instanceof Verdict.Denied denied) {
            out.row("denied", reason(denied.reason().code(), denied.detail()));
        } else if (verdict instanceof Verdict.Dropped dropped) {
            out.row("no answer", reason(dropped.reason().code(), dropped.detail()));
        }
        AppliedRules rules = explanation.decision().rules();
        out.row("by rules", rules.names());
        if (!rules.note().isEmpty()) {
            out.row("note", rules.note());
        }
    }

    private static String reason(String code, String detail) {
        return detail.isEmpty() ? code : code + ": " + detail;
    }
}
