package io.gatehouse.load.clients.policy;

import java.util.random.RandomGenerator;

/** Randomness that always draws the same part of what it is asked for, so that waits can be told. */
final class Draws implements RandomGenerator {
    private final double part;

    Draws(double part) {
        this.part = part;
    }

    @Override
    public long nextLong() {
        throw new UnsupportedOperationException("only bounded numbers are drawn");
    }

    @Override
    public long nextLong(long bound) {
        return (long) (part * bound);
    }
}
