package io.gatehouse.policy.source;

import org.jspecify.annotations.Nullable;

/**
 * An address as 128 bits; IPv4 is kept in its IPv4-mapped IPv6 form, so that both spellings are one address. Read from
 * its digits only: a host name is never looked up.
 */
record IpAddress(long high, long low) {
    private static final long MAPPED = 0xffffL;
    /** The first ten bits of {@code fe80::/10}. */
    private static final long LINK_LOCAL = 0xfe80 >>> 6;

    private static final int GROUPS = 8;

    /**
     * The address of a text, or null when it is none; the zone of a link-local IPv6 address ({@code
     * fe80::1%eth0}) is left out of account, and no other address has one.
     */
    static @Nullable IpAddress parse(String text) {
        if (text.indexOf(':') < 0) {
            long four = parseV4(text);
            return four < 0 ? null : new IpAddress(0, MAPPED << 32 | four);
        }
        int zone = text.indexOf('%');
        if (zone == text.length() - 1) {
            return null;
        }
        if (zone < 0) {
            return parseV6(text);
        }
        IpAddress address = parseV6(text.substring(0, zone));
        return address != null && address.isLinkLocal() ? address : null;
    }

    private boolean isLinkLocal() {
        return high >>> 54 == LINK_LOCAL;
    }

    boolean isV4() {
        return high == 0 && low >>> 32 == MAPPED;
    }

    /** An IPv4 address in dotted decimal notation. */
    String v4Text() {
        return (low >>> 24 & 0xff) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
    }

    private static @Nullable IpAddress parseV6(String text) {
        int[] groups = new int[GROUPS];
        int gap = text.indexOf("::");
        if (gap < 0) {
            return parseGroups(text, groups) == GROUPS ? of(groups) : null;
        }
        int[] tail = new int[GROUPS];
        int before = parseGroups(text.substring(0, gap), groups);
        int after = parseGroups(text.substring(gap + 2), tail);
        if (before < 0
                || after < 0
                || before + after >= GROUPS
                || text.substring(0, gap).indexOf('.') >= 0) {
            return null;
        }
        System.arraycopy(tail, 0, groups, GROUPS - after, after);
        return of(groups);
    }

    /** Reads 16-bit groups, the last of which may be an IPv4 address; the number of groups, or -1. */
    private static int parseGroups(String text, int[] into) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", GROUPS + 1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean four = i == parts.length - 1 && parts[i].indexOf('.') >= 0;
            if (count + (four ? 2 : 1) > GROUPS) {
                return -1;
            }
            long value = four ? parseV4(parts[i]) : parseHex(parts[i]);
            if (value < 0) {
                return -1;
            }
            if (four) {
                into[count++] = (int) (value >>> 16);
            }
            into[count++] = (int) (value & 0xffff);
        }
        return count;
    }

    private static IpAddress of(int[] groups) {
        return new IpAddress(join(groups, 0), join(groups, 4));
    }

    private static long join(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + 4; i++) {
            bits = bits << 16 | groups[i];
        }
        return bits;
    }

    private static long parseHex(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Four decimal numbers without leading zeros; the 32 bits, or -1. */
    private static long parseV4(String text) {
        String[] parts = text.split("\\.", 5);
        if (parts.length != 4) {
            return -1;
        }
        long value = 0;
        for (String part : parts) {
            int number = decimal(part, 255);
            if (number < 0) {
                return -1;
            }
            value = value << 8 | number;
        }
        return value;
    }

    /** A decimal number of at most three digits without leading zeros; -1 when it is none or above the maximum. */
    static int decimal(String text, int max) {
        if (text.isEmpty() || text.length() > 3 || (text.length() > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value <= max ? value : -1;
    }
}
