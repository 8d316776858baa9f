package io.gatehouse.directory.oidc.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Key sets. */
public final class TestKeys {
    public static final RefreshSettings REFRESH = new RefreshSettings(
            Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofHours(24), Duration.ofSeconds(5));

    private TestKeys() {}

    /** Those that can be used of a set, by some algorithms only. */
    public static IssuerKeys read(byte[] set, Set<SigningAlgorithm> algorithms) {
        return new JwksReader(VerifierFactory.fastest(), algorithms).read(set);
    }

    static JwksReader reader() {
        return new JwksReader(VerifierFactory.fastest(), EnumSet.allOf(SigningAlgorithm.class));
    }

    public static IssuerKeys keys(TestKey... keys) {
        return reader().read(jwks(Arrays.stream(keys).map(TestKey::jwk)));
    }

    public static byte[] jwks(Stream<JWK> keys) {
        return json(keys.map(JWK::toJSONObject).toList());
    }

    public static byte[] json(List<Map<String, Object>> keys) {
        return JSONObjectUtils.toJSONString(Map.of("keys", keys)).getBytes(StandardCharsets.UTF_8);
    }
}
