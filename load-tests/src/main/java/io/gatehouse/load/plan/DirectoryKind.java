package io.gatehouse.load.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A type of directory, with what its answers were measured to take on one core of an AMD EPYC on JDK 25 beside a real nats-server:
 * {@code docs/benchmarks.md}.
 */
enum DirectoryKind {
    FILE(31, 31, false, true),
    KV(31, 31, false, true),
    TOKEN(31, 31, false, false),
    NKEY(56, 56, false, false),
    CERTIFICATE(44, 44, false, false),
    OIDC(33, 89, false, false),
    HTTP(31, 142, true, false),
    LDAP(31, 94, true, false),
    POSTGRES(31, 78, true, false);

    private final double warmMicros;
    private final double coldMicros;
    private final boolean asks;
    private final boolean hashes;

    DirectoryKind(double warmMicros, double coldMicros, boolean asks, boolean hashes) {
        this.warmMicros = warmMicros;
        this.coldMicros = coldMicros;
        this.asks = asks;
        this.hashes = hashes;
    }

    /**
     * The type of a name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static DirectoryKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of " + names()));
    }

    static String names() {
        return Arrays.stream(values()).map(DirectoryKind::label).collect(Collectors.joining(", "));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** CPU time of an answer about somebody who is known, in microseconds. */
    double warmMicros() {
        return warmMicros;
    }

    /** CPU time of one about somebody who is not, without a hash. */
    double coldMicros() {
        return coldMicros;
    }

    /** Whether it asks a server about who is not known. */
    boolean asks() {
        return asks;
    }

    /** Whether its users have passwords that Gatehouse hashes. */
    boolean hashes() {
        return hashes;
    }
}
