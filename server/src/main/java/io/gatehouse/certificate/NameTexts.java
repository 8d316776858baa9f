package io.gatehouse.certificate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import javax.security.auth.x500.X500Principal;

/**
 * Tells whether the JDK reads the texts of a name as they are meant. It takes every kind of text for UTF-8, so that a BMPString
 * would spell another name, and several texts that are not UTF-8 would be one.
 */
final class NameTexts {
    private static final int SET = 0x31;
    private static final int UTF8 = 0x0c;
    private static final int PRINTABLE = 0x13;
    private static final int TELETEX = 0x14;
    private static final int IA5 = 0x16;
    private static final int GENERAL = 0x1b;
    private static final int BMP = 0x1e;

    private NameTexts() {}

    /** @throws BadCertificateException when one is not read as it is meant */
    static void require(X500Principal name) {
        DerReader parts = new DerReader(name.getEncoded()).enter(DerReader.SEQUENCE);
        while (parts.hasNext()) {
            DerReader part = parts.enter(SET);
            while (part.hasNext()) {
                DerReader typeAndValue = part.enter(DerReader.SEQUENCE);
                // The type is of no interest.
                typeAndValue.bytes();
                int tag = typeAndValue.tag();
                require(tag, typeAndValue.bytes());
            }
        }
    }

    /** What is no text at all, or of another kind, is in hexadecimal and so like nothing else. */
    private static void require(int tag, byte[] value) {
        boolean readable = switch (tag) {
            case UTF8 -> isUtf8(value);
            case PRINTABLE, TELETEX, IA5, GENERAL -> isAscii(value);
            case BMP -> false;
            default -> true;
        };
        if (!readable) {
            throw new BadCertificateException("the subject or the issuer of the client's certificate has a text that is"
                    + " not UTF-8 (a BMPString, or a TeletexString with accents): have it issued with UTF8String");
        }
    }

    private static boolean isUtf8(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .hasArray();
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isAscii(byte[] value) {
        for (byte unit : value) {
            if (unit < 0) {
                return false;
            }
        }
        return true;
    }
}
