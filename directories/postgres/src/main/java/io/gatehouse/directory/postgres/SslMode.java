package io.gatehouse.directory.postgres;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether a connection is encrypted, and what is verified of the server, by the words that PostgreSQL's own clients have. */
enum SslMode {
    /** Nothing is encrypted. */
    DISABLE,
    /** Encrypted for whoever answers. */
    REQUIRE,
    /** The certificate is from a CA that is trusted. */
    VERIFY_CA,
    /** And it is for the server that is meant. */
    VERIFY_FULL;

    /** The words, for messages and the reference. */
    static String words() {
        return Arrays.stream(values()).map(SslMode::word).collect(Collectors.joining(", "));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException when there is none of that name */
    static SslMode named(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is unknown; use one of " + words()));
    }
}
