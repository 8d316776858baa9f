package io.gatehouse.load.clients.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Addresses to dial from, so that tens of thousands of connections to one server find ports. */
public final class SourceAddresses {
    /** Linux has 28,232 ports for outgoing connections to a server from one address, and finds one fast in half of them. */
    static final int CLIENTS_EACH = 10_000;

    private SourceAddresses() {}

    /** Addresses 127.0.0.2 and up where all servers are on Linux's loopback and one address is not enough; else none. */
    public static List<InetAddress> choose(List<InetSocketAddress> servers, int clients) {
        List<InetAddress> chosen = new ArrayList<>();
        if (clients > CLIENTS_EACH && isLinux() && servers.stream().allMatch(SourceAddresses::isLoopback4)) {
            int needed = (clients + CLIENTS_EACH - 1) / CLIENTS_EACH;
            for (int i = 0; i < needed; i++) {
                chosen.add(address(2 + i));
            }
        }
        return chosen;
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").equals("Linux");
    }

    private static boolean isLoopback4(InetSocketAddress server) {
        InetAddress address = server.getAddress();
        return address != null && address.isLoopbackAddress() && address.getAddress().length == 4;
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, (byte) (last >> 8), (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
