package io.gatehouse.crypto;

import io.nats.nkey.NKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

/** Makes new signing seeds with the nkeys library of NATS. */
final class NkeysLibrary {
    private NkeysLibrary() {}

    /** The 32 secret bytes of a new key. */
    static byte[] newSeed(NkeyKind kind) {
        NKey key = create(kind);
        char[] text = key.getSeed();
        try {
            return Seed.parse(new String(text)).raw();
        } finally {
            Arrays.fill(text, '\0');
            key.clear();
        }
    }

    private static NKey create(NkeyKind kind) {
        SecureRandom random = new SecureRandom();
        try {
            return switch (kind) {
                case OPERATOR -> NKey.createOperator(random);
                case ACCOUNT -> NKey.createAccount(random);
                case USER -> NKey.createUser(random);
                case SERVER -> NKey.createServer(random);
                case CLUSTER -> NKey.createCluster(random);
                case CURVE -> throw new NkeyException("a curve key cannot sign: use CurveKey");
            };
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a new key could not be made", e);
        }
    }
}
