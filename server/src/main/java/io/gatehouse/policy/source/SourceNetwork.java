package io.gatehouse.policy.source;

/** The network of a client's address, for counting: of IPv6 the first 64 bits, since a client can choose the others. */
public final class SourceNetwork {
    private SourceNetwork() {}

    /**
     * The name of the network of a client's host. An IPv4 address is its own network, written as IPv4 or mapped into IPv6
     * ({@code ::ffff:192.0.2.1}); so does what is not an address.
     */
    public static String of(String host) {
        IpAddress address = host.indexOf(':') < 0 ? null : IpAddress.parse(host);
        if (address == null) {
            return host;
        }
        return address.isV4() ? address.v4Text() : Long.toHexString(address.high()) + "::/64";
    }
}
