package io.gatehouse.directory.ldap.domain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Values of attributes as texts: bytes that are no text at Active Directory in the form in which its own tools show them. */
public final class LdapValue {
    private static final int GUID_BYTES = 16;

    private LdapValue() {}

    /**
     * The text of a value.
     *
     * @throws IllegalArgumentException when it has none
     */
    public static String text(String attribute, byte[] value) {
        return switch (attribute.toLowerCase(Locale.ROOT)) {
            case "objectsid", "sidhistory" -> SecurityIdentifier.of(value).text();
            case "objectguid", "ms-ds-consistencyguid" -> guid(value);
            default -> utf8(value);
        };
    }

    /** The first three parts are numbers in the order of bytes of the processors that it was made on. */
    private static String guid(byte[] value) {
        if (value.length != GUID_BYTES) {
            throw new IllegalArgumentException("is no GUID");
        }
        ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        long first = Integer.toUnsignedLong(in.getInt());
        long second = Short.toUnsignedLong(in.getShort());
        long third = Short.toUnsignedLong(in.getShort());
        long last = in.order(ByteOrder.BIG_ENDIAN).getLong();
        return new UUID(first << Integer.SIZE | second << Short.SIZE | third, last).toString();
    }

    private static String utf8(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is no text", e);
        }
    }
}
