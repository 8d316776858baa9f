package io.gatehouse.metrics;

import java.time.InstantSource;

/** What became of the last change of the configuration, and when the one in force was read. */
public final class ConfigCounters {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final InstantSource clock;
    private volatile boolean successful;
    private volatile long successMillis;

    ConfigCounters(InstantSource clock) {
        this.clock = clock;
    }

    /** A configuration was read and is in force, at the start too. */
    public void loaded() {
        successMillis = clock.millis();
        successful = true;
    }

    /** A configuration cannot be used; the one before stays in force. */
    public void refused() {
        successful = false;
    }

    /** Whether the one that was read last is in force. */
    public boolean isSuccessful() {
        return successful;
    }

    /** When the one in force was read, in seconds since 1970; 0 before the first. */
    public double successSeconds() {
        return successMillis / MILLIS_PER_SECOND;
    }
}
