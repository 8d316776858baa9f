package io.gatehouse.bench;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import java.util.Random;

/** Public keys of random bytes, without seeds: each request needs a user nkey of its own. */
final class RandomNkeys {
    private static final int RAW_LENGTH = 32;

    private final Random random = new Random(1);
    private final NkeyKind kind;

    RandomNkeys(NkeyKind kind) {
        this.kind = kind;
    }

    /** Another one. */
    Nkey next() {
        byte[] raw = new byte[RAW_LENGTH];
        random.nextBytes(raw);
        return Nkey.of(kind, raw);
    }
}
