package io.gatehouse.directory.ldap.domain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A security identifier (SID) of Active Directory, by which a user or a group stays the same under whatever name.
 *
 * @param text as people write it: {@code S-1-5-21-1004336348-1177238915-682003330-513}
 */
public record SecurityIdentifier(String text) {
    private static final int HEADER = 8;
    private static final int MOST_PARTS = 15;
    private static final int LAST_SHIFT = 40;

    /**
     * The one in an attribute.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static SecurityIdentifier of(byte[] value) {
        int parts = value.length < HEADER ? -1 : value[1];
        if (parts < 0 || parts > MOST_PARTS || value[0] != 1 || value.length != HEADER + Integer.BYTES * parts) {
            throw new IllegalArgumentException("is no SID");
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        long authority = in.getLong() & 0xffff_ffff_ffffL;
        StringBuilder text = new StringBuilder("S-1-").append(authority);
        in.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < parts; i++) {
            text.append('-').append(Integer.toUnsignedString(in.getInt()));
        }
        return new SecurityIdentifier(text.toString());
    }

    /** The one with another last part: the group of a domain, from one of its users. */
    public SecurityIdentifier sibling(int last) {
        return new SecurityIdentifier(text.substring(0, text.lastIndexOf('-') + 1) + Integer.toUnsignedString(last));
    }

    /** As it is in an attribute. */
    public byte[] bytes() {
        String[] parts = text.split("-", -1);
        int others = parts.length - 3;
        ByteBuffer out = ByteBuffer.allocate(HEADER + Integer.BYTES * others).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 1).put((byte) others);
        long authority = Long.parseLong(parts[2]);
        for (int shift = LAST_SHIFT; shift >= 0; shift -= Byte.SIZE) {
            out.put((byte) (authority >>> shift));
        }
        for (int i = 3; i < parts.length; i++) {
            out.putInt(Integer.parseUnsignedInt(parts[i]));
        }
        return out.array();
    }

    @Override
    public String toString() {
        return text;
    }
}
