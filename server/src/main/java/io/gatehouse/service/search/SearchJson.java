package io.gatehouse.service.search;

import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.explain.GrantedClaims;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.rule.RuleTrace;
import io.gatehouse.sessions.CountedSessions;
import io.gatehouse.sessions.ServerSession;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of a user as JSON; {@code docs/reference/http.md} describes it. */
final class SearchJson {
    /** Counts up when a reader must be changed; further members do not count. */
    private static final int SCHEMA = 1;

    private final JsonWriter json = new JsonWriter(2048);

    SearchJson(String user) {
        json.begin()
                .member("schema", SCHEMA)
                .member("user", user)
                .name("directories")
                .beginList();
    }

    /** A directory that can only be asked with credentials. */
    void notListed(Searched.Place directory) {
        begin(directory, "not_listed").end();
    }

    /** A directory, and its user of that name; null where it has none. */
    void directory(Searched.Place directory, @Nullable FoundUser found) {
        begin(directory, found == null ? "no_such_user" : "found");
        if (found != null) {
            identity(found.identity());
            verdict(found.verdict());
            json.name("rules").beginList();
            found.rules().forEach(this::rule);
            json.endList().name("rights");
            rights(found.granted());
        }
        json.end();
    }

    private JsonWriter begin(Searched.Place directory, String answer) {
        return json.begin()
                .member("name", directory.name())
                .member("type", directory.type())
                .member("answer", answer);
    }

    private void identity(Identity identity) {
        json.name("identity").begin().member("name", identity.name());
        texts("groups", new TreeSet<>(identity.groups()));
        json.name("attributes").begin();
        identity.attributes().forEach((name, values) -> {
            json.string(name).raw(':').beginList();
            values.forEach(json::string);
            json.endList();
        });
        json.end().end();
    }

    private void verdict(Verdict verdict) {
        if (verdict instanceof Verdict.Denied denied) {
            json.member("verdict", "denied");
            json.member("reason", denied.reason().code()).member("detail", denied.detail());
        } else if (verdict instanceof Verdict.Dropped dropped) {
            json.member("verdict", "dropped");
            json.member("reason", dropped.reason().code()).member("detail", dropped.detail());
        } else {
            json.member("verdict", "granted").name("reason").ascii("null").member("detail", "");
        }
    }

    private void rule(RuleTrace rule) {
        json.begin().member("name", rule.rule()).name("holds").ascii(String.valueOf(rule.held()));
        texts("failing", rule.failing());
        json.end();
    }

    private void rights(@Nullable GrantedClaims granted) {
        if (granted == null) {
            json.ascii("null");
            return;
        }
        json.begin().member("account", granted.account()).member("session_seconds", granted.sessionSeconds());
        json.name("scoped").ascii(String.valueOf(granted.isScoped()));
        UserClaims.Body body = granted.claims().body();
        if (body != null) {
            Permissions permissions = body.permissions();
            subjects("publish", permissions.publish());
            subjects("subscribe", permissions.subscribe());
        }
        json.end();
    }

    private void subjects(String side, SubjectRules rules) {
        texts(side + "_allow", rules.allow());
        texts(side + "_deny", rules.deny());
    }

    private void texts(String name, Collection<String> values) {
        json.name(name).beginList();
        values.forEach(json::string);
        json.endList();
    }

    /** The end of it, where sessions are not known. */
    String withoutSessions(String state, String why) {
        json.endList().name("sessions").begin().member("state", state).optional("why", why);
        return end();
    }

    /** The end of it. */
    String with(CountedSessions found) {
        json.endList().name("sessions").begin();
        json.member("state", found.coverage().answered() == 0 ? "unknown" : "known");
        json.member("count", found.count());
        json.member("servers_answered", found.coverage().answered());
        json.member("servers", found.coverage().servers()).name("list").beginList();
        found.first().forEach(this::session);
        json.endList();
        return end();
    }

    private void session(ServerSession session) {
        json.begin()
                .member("server", session.serverName())
                .member("cid", session.cid())
                .member("kind", session.kind())
                .member("type", session.type())
                .member("address", session.address())
                .member("account", session.account())
                .member("client", session.client())
                .member("language", session.language())
                .member("start", session.start().toEpochMilli())
                .member("age_seconds", session.age().toSeconds())
                .end();
    }

    private String end() {
        return new String(json.end().end().toByteArray(), StandardCharsets.UTF_8);
    }
}
