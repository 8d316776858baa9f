package io.gatehouse.load.clients.policy;

import java.time.Duration;
import java.util.Locale;

/**
 * A client library of NATS, with its defaults as they stand in its source: nats.go 1.51.0, jnats 2.26.2, nats.js
 * (nats-core) 3.4.0.
 */
public enum ClientLibrary {
    NATS_GO("nats.go", "go", "1.51.0", 60, Duration.ofSeconds(2)),
    JNATS("jnats", "java", "2.26.2", 60, Duration.ofSeconds(2)),
    NATS_JS("nats.js", "nats.js", "3.4.0", 10, Duration.ofSeconds(20));

    private static final Duration RECONNECT_WAIT = Duration.ofSeconds(2);
    private static final Duration RECONNECT_JITTER = Duration.ofMillis(100);

    private final String label;
    private final String language;
    private final String version;
    private final int maxReconnects;
    private final Duration connectTimeout;

    ClientLibrary(String label, String language, String version, int maxReconnects, Duration connectTimeout) {
        this.label = label;
        this.language = language;
        this.version = version;
        this.maxReconnects = maxReconnects;
        this.connectTimeout = connectTimeout;
    }

    /**
     * The library of a name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ClientLibrary named(String name) {
        for (ClientLibrary library : values()) {
            if (library.label.equals(name.toLowerCase(Locale.ROOT))) {
                return library;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is none of nats.go, jnats and nats.js");
    }

    /** Its rules with its own defaults. */
    public ReconnectPolicy policy() {
        return new ReconnectPolicy(this, RECONNECT_WAIT, RECONNECT_JITTER, maxReconnects, connectTimeout);
    }

    /** Its name: {@code nats.go}. */
    public String label() {
        return label;
    }

    /** What it calls itself in CONNECT's {@code lang}. */
    public String language() {
        return language;
    }

    /** The version whose source the rules were read from. */
    public String version() {
        return version;
    }

    /** Whether dialling has the connect timeout for itself, and the login has it once more. */
    public boolean timesLoginApart() {
        return this == NATS_GO;
    }

    /** Whether a PING is answered before the login is through; nats.go takes it for a wrong answer to its own. */
    public boolean answersEarlyPing() {
        return this != NATS_GO;
    }

    /** Whether a refused or broken login is noticed only when the connect timeout ends: jnats waits for its PONG. */
    public boolean waitsOutTheTimeout() {
        return this == JNATS;
    }

    @Override
    public String toString() {
        return label;
    }
}
