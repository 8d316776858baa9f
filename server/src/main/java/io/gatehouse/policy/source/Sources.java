package io.gatehouse.policy.source;

import java.util.List;

/** The addresses that a user may come from: any, or those of some ranges. */
public final class Sources {
    public static final Sources ANY = new Sources(List.of());

    /** Empty for any address. */
    private final List<SourceRange> ranges;

    private Sources(List<SourceRange> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * The addresses of some ranges; for any address there is {@link #ANY}.
     *
     * @throws IllegalArgumentException when there is no range
     */
    public static Sources of(List<SourceRange> ranges) {
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("is an empty list: leave it out for any address");
        }
        return new Sources(ranges);
    }

    /** Whether a client's host is inside; a host that is not an address is outside of every range. */
    public boolean allow(String host) {
        if (ranges.isEmpty()) {
            return true;
        }
        IpAddress address = IpAddress.parse(host);
        if (address == null) {
            return false;
        }
        for (SourceRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Each range in CIDR notation; none for any address. */
    public List<String> texts() {
        return ranges.stream().map(SourceRange::toString).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sources that && ranges.equals(that.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }
}
