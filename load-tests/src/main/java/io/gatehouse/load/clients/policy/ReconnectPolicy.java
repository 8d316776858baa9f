package io.gatehouse.load.clients.policy;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A library's rules with the options that its user may set.
 *
 * @param reconnectWait the reconnect wait, from 0
 * @param jitter up to how much longer, at random, a wait is; 0 for none
 * @param maxReconnects how often each server of the list is dialled before it is given up; -1 forever
 * @param connectTimeout how long an attempt may take, over 0
 */
public record ReconnectPolicy(
        ClientLibrary library, Duration reconnectWait, Duration jitter, int maxReconnects, Duration connectTimeout) {
    public ReconnectPolicy {
        require(!reconnectWait.isNegative(), "the reconnect wait is negative");
        require(!jitter.isNegative(), "the reconnect jitter is negative");
        require(maxReconnects >= -1, "the number of reconnects is below -1, which means forever");
        require(connectTimeout.compareTo(Duration.ZERO) > 0, "the connect timeout is not over 0");
    }

    public ReconnectPolicy withWait(Duration newWait) {
        return new ReconnectPolicy(library, newWait, jitter, maxReconnects, connectTimeout);
    }

    public ReconnectPolicy withJitter(Duration newJitter) {
        return new ReconnectPolicy(library, reconnectWait, newJitter, maxReconnects, connectTimeout);
    }

    public ReconnectPolicy withMaxReconnects(int newMax) {
        return new ReconnectPolicy(library, reconnectWait, jitter, newMax, connectTimeout);
    }

    public ReconnectPolicy withConnectTimeout(Duration newTimeout) {
        return new ReconnectPolicy(library, reconnectWait, jitter, maxReconnects, newTimeout);
    }

    /** The state of one client that knows so many servers. */
    public Retries retries(int servers, RandomGenerator random) {
        return switch (library) {
            case NATS_GO -> new GoRetries(this, servers, random);
            case JNATS -> new JnatsRetries(this, servers, random);
            case NATS_JS -> new NodeRetries(this, servers, random);
        };
    }

    /** A wait with its jitter, in nanoseconds. */
    long drawWait(RandomGenerator random) {
        long most = jitter.toNanos();
        return reconnectWait.toNanos() + (most == 0 ? 0 : random.nextLong(most));
    }

    /** Whether so many reconnects are all that one server gets. */
    boolean isSpent(int reconnects) {
        return maxReconnects >= 0 && reconnects >= maxReconnects;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
