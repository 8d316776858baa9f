package io.gatehouse.explain;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.chain.DirectoryAnswer;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.rule.RuleTrace;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An explanation as JSON, for a pipeline; {@code docs/reference/commands.md} describes it. */
public final class ExplanationJson {
    /** Counts up when a reader must be changed; further members do not count. */
    private static final int SCHEMA = 1;

    private final JsonWriter json = new JsonWriter(1024);

    private ExplanationJson() {}

    /** With a line for each member. */
    public static String of(Explanation explanation) {
        ExplanationJson writer = new ExplanationJson();
        writer.write(explanation);
        return IndentedJson.of(new String(writer.json.toByteArray(), StandardCharsets.UTF_8));
    }

    private void write(Explanation explanation) {
        json.begin().member("schema", SCHEMA);
        verdict(explanation.verdict());
        strings("rules_applied", explanation.decision().rules().names());
        json.member("note", explanation.decision().rules().note());
        login(explanation, explanation.decision().request());
        json.name("directories").beginList();
        explanation.directories().forEach(this::directory);
        json.endList().name("rules").beginList();
        explanation.rules().forEach(this::rule);
        json.endList();
        granted(explanation.granted());
        json.member("exit_code", explanation.exitCode()).end();
    }

    private void verdict(Verdict verdict) {
        if (verdict instanceof Verdict.Denied denied) {
            json.member("verdict", "denied");
            json.member("reason", denied.reason().code()).member("detail", denied.detail());
        } else if (verdict instanceof Verdict.Dropped dropped) {
            json.member("verdict", "no_answer");
            json.member("reason", dropped.reason().code()).member("detail", dropped.detail());
        } else {
            json.member("verdict", "granted");
            json.name("reason").ascii("null").member("detail", "");
        }
    }

    private void login(Explanation explanation, @Nullable AuthorizationRequest request) {
        json.name("login");
        if (request == null) {
            json.ascii("null");
            return;
        }
        json.begin();
        boolean assumed = explanation.way() == Explanation.Way.ASSUMED;
        text("user", assumed ? explanation.assumedName() : request.connect().user());
        bool("assumed", assumed);
        strings("brings", Brought.by(request));
        json.member("host", request.client().host());
        json.member("kind", request.client().kind());
        json.member("type", request.client().type());
        json.member("server", request.server().name());
        json.member("server_version", request.server().version());
        bool("tls", request.tls() != null);
        json.end();
    }

    private void directory(DirectoryAnswer answer) {
        json.begin().member("name", answer.directory()).member("type", answer.type());
        json.member("answer", answer.state().name().toLowerCase(Locale.ROOT));
        strings("unmatched", answer.unmatched());
        Rejected rejected = answer.result() instanceof Rejected one ? one : null;
        text("reason", rejected == null ? null : rejected.reason().code());
        json.member("detail", rejected == null ? answer.detail() : rejected.detail());
        json.name("identity");
        if (answer.result() instanceof Found found) {
            identity(found.identity());
            text(
                    "until",
                    found.validity().until() == null
                            ? null
                            : String.valueOf(found.validity().until()));
        } else {
            json.ascii("null");
        }
        json.end();
    }

    private void identity(Identity identity) {
        json.begin().member("name", identity.name());
        strings("groups", new TreeSet<>(identity.groups()));
        json.name("attributes").begin();
        identity.attributes().forEach((name, values) -> {
            json.string(name).raw(':').beginList();
            values.forEach(json::string);
            json.endList();
        });
        json.end();
        bool("states_rights", identity.entitlement() != null);
        json.end();
    }

    private void rule(RuleTrace rule) {
        json.begin().member("name", rule.rule());
        bool("holds", rule.held());
        strings("failing", rule.failing());
        json.end();
    }

    private void granted(@Nullable GrantedClaims granted) {
        json.name("rights");
        if (granted == null) {
            json.ascii("null").name("claims").ascii("null");
            return;
        }
        json.begin().member("account", granted.account());
        json.member("session_seconds", granted.sessionSeconds());
        bool("scoped", granted.isScoped());
        json.end().name("claims").raw(granted.json().getBytes(StandardCharsets.UTF_8));
    }

    private void strings(String name, Collection<String> values) {
        json.name(name).beginList();
        List.copyOf(values).forEach(json::string);
        json.endList();
    }

    private void text(String name, @Nullable String value) {
        if (value == null) {
            json.name(name).ascii("null");
        } else {
            json.member(name, value);
        }
    }

    private void bool(String name, boolean value) {
        json.name(name).ascii(String.valueOf(value));
    }
}
