package io.gatehouse.crypto;

import org.jspecify.annotations.Nullable;

/** The kind of an nkey, told by its prefix byte; the letter is the first character of the public text. */
public enum NkeyKind {
    OPERATOR('O', 14),
    ACCOUNT('A', 0),
    USER('U', 20),
    SERVER('N', 13),
    CLUSTER('C', 2),
    CURVE('X', 23);

    private static final @Nullable NkeyKind[] BY_PREFIX = new @Nullable NkeyKind[256];

    static {
        for (NkeyKind kind : values()) {
            BY_PREFIX[kind.prefix] = kind;
        }
    }

    private final char letter;
    private final int prefix;

    NkeyKind(char letter, int value) {
        this.letter = letter;
        this.prefix = value << 3;
    }

    /** The first character of a public key of this kind. */
    public char letter() {
        return letter;
    }

    /** The prefix byte, as an int from 0 to 255. */
    int prefix() {
        return prefix;
    }

    /** The kind with a prefix byte (0 to 255), or null when there is none. */
    static @Nullable NkeyKind ofPrefix(int prefix) {
        return BY_PREFIX[prefix];
    }
}
