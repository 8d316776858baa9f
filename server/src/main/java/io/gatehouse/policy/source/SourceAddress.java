package io.gatehouse.policy.source;

import org.jspecify.annotations.Nullable;

/** A client's host, read once to be looked up in several ranges. */
public final class SourceAddress {
    private final @Nullable IpAddress address;

    private SourceAddress(@Nullable IpAddress address) {
        this.address = address;
    }

    /** Of a host, which need not be an address. */
    public static SourceAddress of(String host) {
        return new SourceAddress(IpAddress.parse(host));
    }

    /** Whether it is an address. */
    public boolean isAddress() {
        return address != null;
    }

    /** The address; null for a host that is none. */
    @Nullable IpAddress address() {
        return address;
    }
}
