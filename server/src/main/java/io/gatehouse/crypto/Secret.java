package io.gatehouse.crypto;

import java.util.List;

/** A password, token or seed in memory; its text is given out only by {@link #reveal}, never by {@code toString}. */
public final class Secret {
    private static final String MASK = "***";

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Wraps a text. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The secret itself. */
    public String reveal() {
        return text;
    }

    /** Several secrets that were given as one text: each of its lines. */
    public List<Secret> lines() {
        return text.lines().map(Secret::of).toList();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
