package io.gatehouse.claims;

import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.crypto.Nkey;
import java.time.Duration;

/** Writes what user JWTs, and the templates of scoped signing keys, say of users. */
public final class UserClaimsJson {
    private UserClaimsJson() {}

    /** Writes all members of a user JWT but its subject, id and times. */
    static void write(UserClaims claims, Nkey issuer, JsonWriter json) {
        json.member("iss", issuer.text());
        json.optional("aud", claims.audience());
        json.optional("name", claims.name());
        json.name("nats").begin();
        UserClaims.Body body = claims.body();
        if (body != null) {
            body(body, json);
        }
        Nkey account = claims.issuerAccount();
        if (account != null) {
            json.member("issuer_account", account.text());
        }
        json.optional("tags", claims.tags());
        json.member("type", "user").member("version", 2).end();
    }

    public static void body(UserClaims.Body body, JsonWriter json) {
        permissions(body.permissions(), json);
        limits(body.limits(), json);
        json.optional("bearer_token", body.bearerToken());
        json.optional("proxy_required", body.proxyRequired());
        json.optional("allowed_connection_types", body.allowedConnectionTypes());
    }

    public static void permissions(Permissions permissions, JsonWriter json) {
        rules("pub", permissions.publish(), json);
        rules("sub", permissions.subscribe(), json);
        Permissions.Responses responses = permissions.responses();
        if (responses != null) {
            json.name("resp").begin();
            json.member("max", responses.max());
            json.member("ttl", nanoseconds(responses.ttl())).end();
        }
    }

    private static void rules(String name, SubjectRules rules, JsonWriter json) {
        json.name(name).begin();
        json.optional("allow", rules.allow()).optional("deny", rules.deny()).end();
    }

    /** Go counts durations in nanoseconds, which last for 292 years; longer ones are as good as that. */
    private static long nanoseconds(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException beyond) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** An absent limit reads as 0, which forbids everything, so that each is written. */
    private static void limits(Limits limits, JsonWriter json) {
        json.member("subs", limits.subs());
        json.member("data", limits.data());
        json.member("payload", limits.payload());
        json.optional("src", limits.sources());
        if (!limits.times().isEmpty()) {
            json.name("times").beginList();
            for (Limits.TimeRange time : limits.times()) {
                json.begin();
                json.member("start", time.start()).member("end", time.end()).end();
            }
            json.endList();
        }
        json.optional("times_location", limits.timesLocation());
    }
}
