package io.gatehouse.certificate;

import java.util.Arrays;

/**
 * Reads DER values one behind the other. Only what a certificate's extensions are made of: tags of one byte and definite lengths.
 */
final class DerReader {
    static final int BOOLEAN = 0x01;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;

    private static final int LONG_TAG = 0x1f;
    private static final int MOST_LENGTH_BYTES = 3;

    private final byte[] der;
    private final int end;
    private int at;

    DerReader(byte[] der) {
        this(der, 0, der.length);
    }

    private DerReader(byte[] der, int begin, int end) {
        this.der = der;
        this.at = begin;
        this.end = end;
    }

    boolean hasNext() {
        return at < end;
    }

    /** The tag of the next value. */
    int tag() {
        return der[need(1)] & 0xff;
    }

    /** The content of the next value, to be read as values. */
    DerReader enter() {
        int length = header();
        int begin = at;
        at += length;
        return new DerReader(der, begin, at);
    }

    /** The same, which must have that tag. */
    DerReader enter(int tag) {
        if (tag() != tag) {
            throw malformed();
        }
        return enter();
    }

    /** The content of the next value. */
    byte[] bytes() {
        DerReader content = enter();
        return Arrays.copyOfRange(der, content.at, content.end);
    }

    /** Goes to the content of the next value, and tells its length. */
    private int header() {
        if ((tag() & LONG_TAG) == LONG_TAG) {
            throw malformed();
        }
        at++;
        int length = der[need(1)] & 0xff;
        at++;
        if (length >= 0x80) {
            length = longLength(length & 0x7f);
        }
        need(length);
        return length;
    }

    private int longLength(int bytes) {
        if (bytes == 0 || bytes > MOST_LENGTH_BYTES) {
            throw malformed();
        }
        int begin = need(bytes);
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = (length << 8) | (der[begin + i] & 0xff);
        }
        at += bytes;
        return length;
    }

    /** Where it is, when so many bytes are left. */
    private int need(int bytes) {
        if (end - at < bytes) {
            throw malformed();
        }
        return at;
    }

    static BadCertificateException malformed() {
        return new BadCertificateException("the client's certificate has an extension that is not well formed");
    }
}
