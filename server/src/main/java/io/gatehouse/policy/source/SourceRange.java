package io.gatehouse.policy.source;

import io.gatehouse.policy.text.Quoted;

/**
 * A block of addresses in CIDR notation. A range of IPv4 holds no IPv6 address and the other way round, save that an
 * IPv4-mapped address is an IPv4 one.
 */
public final class SourceRange {
    private final String text;
    private final IpAddress base;
    private final int bits;

    private SourceRange(String text, IpAddress base, int bits) {
        this.text = text;
        this.base = base;
        this.bits = bits;
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single address.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static SourceRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (address.indexOf('%') >= 0) {
            throw new IllegalArgumentException(Quoted.of(text)
                    + " has a zone (%...), which is the name of a network interface of one machine: leave it out, as in"
                    + " fe80::/10");
        }
        IpAddress base = IpAddress.parse(address);
        int width = address.indexOf(':') < 0 ? 32 : 128;
        int length = slash < 0 ? width : IpAddress.decimal(text.substring(slash + 1), width);
        if (base == null || length < 0) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not an address range such as 10.0.0.0/8 or 2001:db8::/32");
        }
        return new SourceRange(slash < 0 ? text + "/" + width : text, base, length + 128 - width);
    }

    boolean contains(IpAddress address) {
        boolean v4 = bits >= 96 && base.isV4();
        if (address.isV4() != v4) {
            return false;
        }
        if (bits <= 64) {
            return same(address.high(), base.high(), bits);
        }
        return address.high() == base.high() && same(address.low(), base.low(), bits - 64);
    }

    /** Whether it holds every address of another. */
    boolean holds(SourceRange other) {
        return bits <= other.bits && contains(other.base);
    }

    private static boolean same(long one, long other, int leading) {
        return leading == 0 || (one ^ other) >>> (64 - leading) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceRange that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** In CIDR notation, as a user JWT wants it. */
    @Override
    public String toString() {
        return text;
    }
}
