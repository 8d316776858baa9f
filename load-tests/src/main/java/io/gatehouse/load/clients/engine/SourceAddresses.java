package io.gatehouse.load.clients.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Addresses to dial from, so that tens of thousands of connections to one server find ports. */
public final class SourceAddresses {
    /**
     * Linux looks for the port of a connection from a given address among 14,116, and takes a millisecond and more of CPU once
     * most are in use. Those of connections that ended in the last minute are: an earlier run's, or earlier attempts'.
     */
    static final int CLIENTS_EACH = 3_000;

    private SourceAddresses() {}

    /**
     * Addresses 127.0.0.2 and up where all servers are on Linux's loopback and one address is not enough; else none.
     *
     * @param spread whether the clients are divided among the servers
     */
    public static List<InetAddress> choose(List<InetSocketAddress> servers, boolean spread, int clients) {
        int perServer = spread ? (clients + servers.size() - 1) / servers.size() : clients;
        List<InetAddress> chosen = new ArrayList<>();
        if (perServer > CLIENTS_EACH && isLinux() && servers.stream().allMatch(SourceAddresses::isLoopback4)) {
            int needed = (perServer + CLIENTS_EACH - 1) / CLIENTS_EACH;
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
