package io.gatehouse.directory;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.crypto.KeyedHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Set;

/** Turns credentials into keys, with a random key of this process's. May be used by many threads. */
final class CredentialKeys {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ThreadLocal<Desk> desks;

    CredentialKeys() {
        KeyedHash first = KeyedHash.random();
        this.desks = ThreadLocal.withInitial(() -> new Desk(first.another()));
    }

    /** The key of all that a directory looks at in a request, compared with the state of that generation. */
    CredentialKey of(long generation, Set<CredentialPart> parts, AuthorizationRequest request) {
        Desk desk = desks.get();
        desk.text.write(generation, parts, request);
        desk.hash();
        return new CredentialKey(desk.part(0), desk.part(8), desk.part(16), desk.part(24));
    }

    /** A number for a name that nobody outside can find two names for. */
    long of(int kind, String name) {
        Desk desk = desks.get();
        desk.text.write(kind, name);
        desk.hash();
        return desk.part(0);
    }

    /** What one thread works with. */
    private static final class Desk {
        private final CredentialText text = new CredentialText();
        private final byte[] hash = new byte[KeyedHash.LENGTH];
        private final KeyedHash hasher;

        Desk(KeyedHash hasher) {
            this.hasher = hasher;
        }

        void hash() {
            hasher.hash(text.bytes(), text.length(), hash);
            text.wipe();
        }

        long part(int offset) {
            return (long) LONG.get(hash, offset);
        }
    }
}
