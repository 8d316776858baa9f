package io.gatehouse.directory.oidc;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.gatehouse.directory.oidc.keys.TestKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token to be varied: what is not said is as in one that is good. */
record TestToken(Map<String, Object> header, Map<String, Object> claims) {
    static final String ISSUER = "https://id.example.com";
    static final String AUDIENCE = "nats";

    /** Of alice, for an hour. */
    static TestToken of(TestKey key) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", key.algorithm().word());
        header.put("typ", "JWT");
        header.put("kid", key.jwk().getKeyID());
        Map<String, Object> claims = new LinkedHashMap<>();
        long now = Instant.now().getEpochSecond();
        claims.put("iss", ISSUER);
        claims.put("sub", "alice");
        claims.put("aud", List.of(AUDIENCE, "another"));
        claims.put("iat", now);
        claims.put("exp", now + 3600);
        return new TestToken(header, claims);
    }

    /** With another claim; null for without it. */
    TestToken with(String name, @Nullable Object value) {
        return new TestToken(header, changed(claims, name, value));
    }

    TestToken withHeader(String name, @Nullable Object value) {
        return new TestToken(changed(header, name, value), claims);
    }

    private static Map<String, Object> changed(Map<String, Object> from, String name, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(from);
        changed.remove(name);
        if (value != null) {
            changed.put(name, value);
        }
        return changed;
    }

    String unsigned() {
        return part(header) + "." + part(claims);
    }

    String signed(TestKey key) {
        String text = unsigned();
        return text + "." + key.sign(text);
    }

    private static String part(Map<String, Object> members) {
        return Base64URL.encode(JSONObjectUtils.toJSONString(members)).toString();
    }
}
