package io.gatehouse.config;

import io.gatehouse.config.Section.Placed;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.SeedMask;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A word for what is configured: the same for the same, and another one where a key says something else. Secrets have no part in it,
 * so that it tells nobody whether a guess of one is right; of a key for signatures and boxes the public half has.
 */
public final class Fingerprint {
    private static final int BYTES = 6;
    private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");

    /** What follows the path of a URL, which may have a key for the service in it. */
    private static final Pattern URL_QUERY = Pattern.compile("\\?[^,\\]]*");

    private Fingerprint() {}

    /**
     * Of a reading.
     *
     * @param root the keys that there are
     */
    public static String of(Values values, Section root) {
        Set<String> writtenOut = values.secrets().stream()
                .filter(secret -> secret.file() == null)
                .map(SecretSource::path)
                .collect(Collectors.toSet());
        Set<String> all = root.paths();
        Set<String> lines = new TreeSet<>();
        for (Placed placed : root.keys()) {
            for (List<String> path : values.named(placed, all)) {
                String name = String.join(".", path);
                lines.add(name
                        + '='
                        + (writtenOut.contains(name) ? "" : written(placed.key(), values.given(path)))
                        + publicHalf(values.wasRead(path)));
            }
        }
        byte[] digest = sha256(String.join("\n", lines));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
    }

    private static String written(Key<?> key, @Nullable Given given) {
        if (given == null) {
            return "";
        }
        // A type's own key may have a secret in a URL, or a seed, that nobody notes as one.
        String text = SeedMask.of(USER_INFO.matcher(given.written().toString()).replaceAll("//"));
        return key.holdsSecret() ? URL_QUERY.matcher(text).replaceAll("?") : text;
    }

    private static String publicHalf(@Nullable Object value) {
        if (value instanceof SigningKey key) {
            return key.publicKey().text();
        }
        return value instanceof CurveKey key ? key.publicKey().text() : "";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
