package io.gatehouse.crypto;

import java.util.Random;

/** Public keys that nobody has the seed of, as cheap as they come: a request needs a user nkey that no other has. */
public final class RandomNkeys {
    private final Random random = new Random(1);
    private final NkeyKind kind;

    public RandomNkeys(NkeyKind kind) {
        this.kind = kind;
    }

    /** Another one. */
    public Nkey next() {
        byte[] raw = new byte[Nkey.RAW_LENGTH];
        random.nextBytes(raw);
        return Nkey.of(kind, raw);
    }
}
