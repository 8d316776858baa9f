package io.gatehouse.directory.oidc.kubernetes;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.gatehouse.directory.oidc.keys.TestKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token as an API server makes it for a pod, to be varied. */
record ClusterToken(Map<String, Object> claims) {
    static final String ISSUER = "https://kubernetes.default.svc.cluster.local";
    static final String SUBJECT = "system:serviceaccount:billing:invoicer";

    ClusterToken() {
        this(ordinary());
    }

    private static Map<String, Object> ordinary() {
        Map<String, Object> claims = new LinkedHashMap<>();
        long now = Instant.now().getEpochSecond();
        claims.put("aud", List.of("nats"));
        claims.put("exp", now + 3600);
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("iss", ISSUER);
        claims.put("sub", SUBJECT);
        claims.put(
                "kubernetes.io",
                Map.of(
                        "namespace", "billing",
                        "node", Map.of("name", "node-1", "uid", "n-uid"),
                        "pod", Map.of("name", "invoicer-0", "uid", "p-uid"),
                        "serviceaccount", Map.of("name", "invoicer", "uid", "s-uid")));
        return claims;
    }

    /** With another claim; null for without it. */
    ClusterToken with(String name, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.remove(name);
        if (value != null) {
            changed.put(name, value);
        }
        return new ClusterToken(changed);
    }

    /** API servers write no type. */
    String signed(TestKey key) {
        String header = JSONObjectUtils.toJSONString(
                Map.of("alg", key.algorithm().word(), "kid", key.jwk().getKeyID()));
        String text = Base64URL.encode(header) + "." + Base64URL.encode(JSONObjectUtils.toJSONString(claims));
        return text + "." + key.sign(text);
    }
}
