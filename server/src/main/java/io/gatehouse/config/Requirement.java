package io.gatehouse.config;

/** What settings keep to, looked at where they are made. */
public final class Requirement {
    private Requirement() {}

    /**
     * Refuses settings that break it.
     *
     * @param otherwise what is wrong then
     * @throws IllegalArgumentException when it does not hold
     */
    public static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
