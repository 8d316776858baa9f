package io.gatehouse.directory.cache;

import io.gatehouse.certificate.CertificateKeys;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.KeyedHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Turns credentials into keys, with a random key of this process's or with keys that processes share. May be used by many threads. */
public final class CredentialKeys {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ThreadLocal<Scratch> scratches;

    /** With a key that nobody else has. */
    public CredentialKeys() {
        this(KeyedHash.random(), new CertificateKeys());
    }

    /** With this key, which others may have too, and with keys of certificates that they make in the same way. */
    public CredentialKeys(KeyedHash hash, CertificateKeys certificates) {
        this.scratches = ThreadLocal.withInitial(() -> new Scratch(hash.another(), certificates));
    }

    /** The key of all that a directory reads of a login, compared with what has that version. */
    public CredentialKey of(long version, CredentialParts parts, AuthorizationRequest request) {
        Scratch scratch = scratches.get();
        scratch.text.write(version, parts, request);
        scratch.hash();
        return new CredentialKey(scratch.part(0), scratch.part(8), scratch.part(16), scratch.part(24));
    }

    /** A number for a name that nobody outside can find two names for. */
    public long of(int kind, String name) {
        Scratch scratch = scratches.get();
        scratch.text.write(kind, name);
        scratch.hash();
        return scratch.part(0);
    }

    /** What one thread works with. */
    private static final class Scratch {
        private final CredentialText text;
        private final byte[] hash = new byte[KeyedHash.LENGTH];
        private final KeyedHash hasher;

        Scratch(KeyedHash hasher, CertificateKeys certificates) {
            this.hasher = hasher;
            this.text = new CredentialText(certificates);
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
