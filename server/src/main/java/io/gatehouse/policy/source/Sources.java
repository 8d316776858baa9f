package io.gatehouse.policy.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        return ranges.isEmpty() || allow(SourceAddress.of(host));
    }

    /** The same of a host that was read before. */
    public boolean allow(SourceAddress source) {
        if (ranges.isEmpty()) {
            return true;
        }
        IpAddress address = source.address();
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

    /** The addresses that are in both; null when there are none. */
    public @Nullable Sources and(Sources other) {
        if (ranges.isEmpty() || other.ranges.isEmpty()) {
            return ranges.isEmpty() ? other : this;
        }
        // Two ranges overlap only where one holds the other.
        List<SourceRange> both = Stream.concat(
                        ranges.stream().filter(other::holds),
                        other.ranges.stream().filter(this::holds))
                .toList();
        return both.isEmpty() ? null : new Sources(widest(both));
    }

    private boolean holds(SourceRange range) {
        return ranges.stream().anyMatch(each -> each.holds(range));
    }

    /** Those of which none is within another, in the order of their texts. */
    private static List<SourceRange> widest(List<SourceRange> ranges) {
        List<SourceRange> widest = new ArrayList<>();
        for (SourceRange range : ranges.stream()
                .sorted(Comparator.comparing(SourceRange::toString))
                .toList()) {
            if (widest.stream().noneMatch(known -> known.holds(range))) {
                widest.removeIf(range::holds);
                widest.add(range);
            }
        }
        return widest;
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

    @Override
    public String toString() {
        return ranges.isEmpty() ? "any" : ranges.toString();
    }
}
