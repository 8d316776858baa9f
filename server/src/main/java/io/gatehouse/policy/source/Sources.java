package io.gatehouse.policy.source;

import java.util.List;

/** The address ranges that a user may come from; none for any. */
public record Sources(List<SourceRange> ranges) {
    public static final Sources ANY = new Sources(List.of());

    /** @throws IllegalArgumentException when a text is not a range */
    public static Sources of(List<String> texts) {
        return texts.isEmpty()
                ? ANY
                : new Sources(texts.stream().map(SourceRange::parse).toList());
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

    /** Each range in CIDR notation. */
    public List<String> texts() {
        return ranges.stream().map(SourceRange::toString).toList();
    }
}
