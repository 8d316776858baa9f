package io.gatehouse.certificate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.crypto.KeyedHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Turns certificates into keys, with a random key of this process's or with one that processes share. Chains that came of late are known again by comparing all of
 * their characters, without hashing them; a chain has the same key whether it is known or not. Only
 * chains that a server has verified are to be given to it: what it keeps is bounded, and nobody without a certificate is to push out
 * those who have one. May be used by many threads.
 */
public final class CertificateKeys {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The heap that known chains may take at most: some 4,000 of the usual size, which share texts and take half of it. */
    private static final long KEPT_BYTES = 16L * 1024 * 1024;

    /** The authorities whose texts all chains share; a server trusts a few. */
    private static final int KEPT_ISSUERS = 256;

    private final ThreadLocal<Scratch> scratches;
    private final Cache<KnownChains, CertificateKey> known;
    private final Cache<String, String> issuers = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(KEPT_ISSUERS)
            .build();

    /** With a key that nobody else has. */
    public CertificateKeys() {
        this(KEPT_BYTES);
    }

    /** With this key, which others may have too. */
    public CertificateKeys(KeyedHash hash) {
        this(hash, KEPT_BYTES);
    }

    /** @param most the heap that known chains may take, in bytes */
    CertificateKeys(long most) {
        this(KeyedHash.random(), most);
    }

    private CertificateKeys(KeyedHash first, long most) {
        this.scratches = ThreadLocal.withInitial(() -> new Scratch(first.another()));
        this.known = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(most)
                .weigher((KnownChains chains, CertificateKey key) -> chains.bytes())
                .build();
    }

    /** The key of chains, of which each has its length before it, and each certificate too. */
    public CertificateKey of(List<List<String>> chains) {
        KnownChains asked = new KnownChains(chains);
        CertificateKey key = known.getIfPresent(asked);
        if (key == null) {
            key = hashed(chains);
            known.put(asked.sharing(this::shared), key);
        }
        return key;
    }

    private CertificateKey hashed(List<List<String>> chains) {
        Scratch scratch = scratches.get();
        scratch.length = 0;
        for (List<String> chain : chains) {
            scratch.number(chain.size());
            chain.forEach(scratch::text);
        }
        return scratch.key();
    }

    /** The text of an authority, the same object for equal ones. */
    private String shared(String issuer) {
        return issuers.get(issuer, same -> same);
    }

    /** The key of one certificate. */
    CertificateKey of(String pem) {
        Scratch scratch = scratches.get();
        scratch.length = 0;
        scratch.text(pem);
        return scratch.key();
    }

    /** How many chains are known. */
    public long size() {
        known.cleanUp();
        return known.estimatedSize();
    }

    /** What one thread works with. */
    private static final class Scratch {
        private final byte[] hash = new byte[KeyedHash.LENGTH];
        private final KeyedHash hasher;
        private byte[] bytes = new byte[16 * 1024];
        private int length;

        Scratch(KeyedHash hasher) {
            this.hasher = hasher;
        }

        /** Both bytes of each character, so that no two texts are written alike. */
        void text(String text) {
            number(text.length());
            room(2 * text.length());
            for (int i = 0; i < text.length(); i++) {
                char unit = text.charAt(i);
                bytes[length++] = (byte) (unit >> 8);
                bytes[length++] = (byte) unit;
            }
        }

        void number(int value) {
            room(Integer.BYTES);
            for (int shift = 24; shift >= 0; shift -= 8) {
                bytes[length++] = (byte) (value >>> shift);
            }
        }

        CertificateKey key() {
            hasher.hash(bytes, length, hash);
            return new CertificateKey(part(0), part(8), part(16), part(24));
        }

        private long part(int offset) {
            return (long) LONG.get(hash, offset);
        }

        private void room(int more) {
            if (bytes.length - length < more) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            }
        }
    }
}
