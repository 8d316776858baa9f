package io.gatehouse.policy;

/** Where a client comes from, as far as nobody can choose it at will: of an IPv6 address the first 64 bits. */
public final class SourceNetwork {
    private SourceNetwork() {}

    /** The name of the network of a client's host; an IPv4 address, and what is no address, stands for itself. */
    public static String of(String host) {
        IpAddress address = host.indexOf(':') < 0 ? null : IpAddress.parse(host);
        return address == null || address.isV4() ? host : Long.toHexString(address.high()) + "::/64";
    }
}
