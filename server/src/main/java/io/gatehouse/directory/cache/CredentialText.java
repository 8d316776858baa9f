package io.gatehouse.directory.cache;

import io.gatehouse.certificate.CertificateKey;
import io.gatehouse.certificate.CertificateKeys;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.directory.LoginPart;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes logins as bytes, so that two that differ in any way are written in different ways: each part has its
 * number, each text its length before it, and a text that is absent is not one that is empty; verified chains are written
 * as their key. For one thread at a time.
 */
final class CredentialText {
    private static final int ABSENT = -1;

    /** A text that ends here is wiped; a larger array is not kept for the next one. */
    private static final int KEPT_BYTES = 16 * 1024;

    private final CertificateKeys certificates;
    private byte[] bytes = new byte[512];
    private int length;

    /** @param certificates the keys that stand for verified chains, which are many bytes and often the same */
    CredentialText(CertificateKeys certificates) {
        this.certificates = certificates;
    }

    /** Writes what a directory reads, and the version of what it compares that with. */
    CredentialText write(long version, CredentialParts parts, AuthorizationRequest request) {
        length = 0;
        number(version);
        parts.write(this, request);
        return this;
    }

    /** Adds a text as a part, or as one of several texts of a part. */
    void text(LoginPart part, @Nullable String text) {
        tag(part);
        text(text);
    }

    /** Adds texts as a part, or before other texts of a part. */
    void texts(LoginPart part, List<String> texts) {
        tag(part);
        texts(texts);
    }

    /** Adds all certificates as a part. */
    void certificates(LoginPart part, @Nullable ClientTls tls) {
        tag(part);
        certificates(tls);
    }

    /** Writes one text after a number. */
    CredentialText write(int number, @Nullable String text) {
        length = 0;
        number(number);
        text(text);
        return this;
    }

    /** What was written is the first {@link #length} of these. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Forgets what was written, so that no password stays in memory. */
    void wipe() {
        if (bytes.length > KEPT_BYTES) {
            Arrays.fill(bytes, (byte) 0);
            bytes = new byte[512];
        } else {
            Arrays.fill(bytes, 0, length, (byte) 0);
        }
        length = 0;
    }

    private void certificates(@Nullable ClientTls tls) {
        if (tls == null) {
            number(ABSENT);
            return;
        }
        number(tls.verifiedChains().size());
        if (!tls.verifiedChains().isEmpty()) {
            CertificateKey key = certificates.of(tls.verifiedChains());
            number(key.first());
            number(key.second());
            number(key.third());
            number(key.fourth());
        }
        texts(tls.certs());
    }

    private void texts(List<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
    }

    private void tag(LoginPart part) {
        room(1);
        bytes[length++] = part.number();
    }

    /** The number of UTF-16 units and then each unit in 1 to 3 bytes, halves of surrogate pairs too. */
    private void text(@Nullable String text) {
        if (text == null) {
            number(ABSENT);
            return;
        }
        int units = text.length();
        number(units);
        room(3 * units);
        byte[] to = bytes;
        int at = length;
        for (int i = 0; i < units; i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                to[at++] = (byte) unit;
            } else if (unit < 0x800) {
                to[at++] = (byte) (0xc0 | (unit >> 6));
                to[at++] = (byte) (0x80 | (unit & 0x3f));
            } else {
                to[at++] = (byte) (0xe0 | (unit >> 12));
                to[at++] = (byte) (0x80 | ((unit >> 6) & 0x3f));
                to[at++] = (byte) (0x80 | (unit & 0x3f));
            }
        }
        length = at;
    }

    private void number(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    private void room(int more) {
        if (bytes.length - length >= more) {
            return;
        }
        byte[] larger = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        Arrays.fill(bytes, (byte) 0);
        bytes = larger;
    }
}
