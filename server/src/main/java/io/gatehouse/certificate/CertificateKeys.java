package io.gatehouse.certificate;

import io.gatehouse.crypto.KeyedHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Turns certificates into keys, with a random key of this process's. May be used by many threads. */
final class CertificateKeys {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ThreadLocal<Scratch> scratches;

    CertificateKeys() {
        KeyedHash first = KeyedHash.random();
        this.scratches = ThreadLocal.withInitial(() -> new Scratch(first.another()));
    }

    /** The key of chains, of which each certificate has its length before it. */
    CertificateKey of(List<List<String>> chains) {
        Scratch scratch = scratches.get();
        scratch.length = 0;
        for (List<String> chain : chains) {
            scratch.number(chain.size());
            for (int i = 0; i < chain.size(); i++) {
                scratch.text(chain.get(i));
            }
        }
        return scratch.key();
    }

    /** The key of one certificate. */
    CertificateKey of(String pem) {
        Scratch scratch = scratches.get();
        scratch.length = 0;
        scratch.text(pem);
        return scratch.key();
    }

    /** What one thread works with. */
    private static final class Scratch {
        private final byte[] hash = new byte[KeyedHash.LENGTH];
        private final KeyedHash hasher;
        private byte[] bytes = new byte[8 * 1024];
        private int length;

        Scratch(KeyedHash hasher) {
            this.hasher = hasher;
        }

        /** What is no ASCII becomes a question mark, which is in no certificate that can be read. */
        void text(String text) {
            byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
            number(ascii.length);
            room(ascii.length);
            System.arraycopy(ascii, 0, bytes, length, ascii.length);
            length += ascii.length;
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
