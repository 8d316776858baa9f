package io.gatehouse.load.plan.storm;

/** What the parts of a setting must be like. */
final class Checks {
    private Checks() {}

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
