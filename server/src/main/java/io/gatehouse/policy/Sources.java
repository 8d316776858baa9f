package io.gatehouse.policy;

import java.util.List;

/** The address ranges that a user may come from; none for any. */
record Sources(List<SourceRange> ranges) {
    static final Sources ANY = new Sources(List.of());

    /** @throws IllegalArgumentException when a text is not a range */
    static Sources of(List<String> texts) {
        return texts.isEmpty()
                ? ANY
                : new Sources(texts.stream().map(SourceRange::parse).toList());
    }

    /** Whether a client's host is inside; a host that is not an address is outside of every range. */
    boolean allow(String host) {
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
    List<String> texts() {
        return ranges.stream().map(SourceRange::toString).toList();
    }
}
