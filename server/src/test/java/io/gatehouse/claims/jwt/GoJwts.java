package io.gatehouse.claims.jwt;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JWTs that the Go library made, with the seeds of their keys. */
public final class GoJwts {
    /** When every one of them was issued, in seconds since 1970. */
    public static final long ISSUED_AT = 1_767_225_600;

    private static final Map<String, GoJwt> ALL = load();

    private GoJwts() {}

    /** One of them; its text is shown by its name in test reports. */
    public record GoJwt(String name, String jwt, Map<String, String> seeds, String claimsJson) {
        public byte[] bytes() {
            return jwt.getBytes(StandardCharsets.US_ASCII);
        }

        public Map<String, @Nullable Object> claims() {
            return JsonTree.object(claimsJson.getBytes(StandardCharsets.UTF_8));
        }

        public SigningKey key(String role) {
            return SigningKey.fromSeed(Objects.requireNonNull(seeds.get(role), role));
        }

        /** The one of the seeds whose public key it is. */
        public SigningKey key(Nkey publicKey) {
            return seeds.values().stream()
                    .filter(seed -> !seed.startsWith("SX"))
                    .map(SigningKey::fromSeed)
                    .filter(key -> key.publicKey().equals(publicKey))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static GoJwt named(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    public static List<GoJwt> beginningWith(String prefix) {
        List<GoJwt> found = ALL.values().stream()
                .filter(jwt -> jwt.name().startsWith(prefix))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no vectors " + prefix);
        }
        return found;
    }

    private static Map<String, GoJwt> load() {
        Map<String, GoJwt> jwts = new LinkedHashMap<>();
        for (Object vector :
                (List<?>) Objects.requireNonNull(JsonTree.object(document()).get("vectors"))) {
            GoJwt jwt = jwt((Map<?, ?>) vector);
            jwts.put(jwt.name(), jwt);
        }
        return jwts;
    }

    @SuppressWarnings("unchecked")
    private static GoJwt jwt(Map<?, ?> vector) {
        return new GoJwt(
                (String) Objects.requireNonNull(vector.get("name")),
                (String) Objects.requireNonNull(vector.get("jwt")),
                (Map<String, String>) Objects.requireNonNull(vector.get("seeds")),
                (String) Objects.requireNonNull(vector.get("claimsJson")));
    }

    /** The file is a list; this makes it an object's member. */
    private static byte[] document() {
        try (InputStream file = GoJwts.class.getResourceAsStream("/vectors/jwt-vectors.json")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return ("{\"vectors\":" + text + "}").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
