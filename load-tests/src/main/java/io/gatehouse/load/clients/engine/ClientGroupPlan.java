package io.gatehouse.load.clients.engine;

import io.gatehouse.load.clients.policy.ReconnectPolicy;
import io.gatehouse.load.clients.wire.LoginWriter;
import java.net.InetAddress;
import java.util.List;

/**
 * The clients of a group, and how they connect.
 *
 * @param clients how many clients there are in all
 * @param share which of them are this group's
 * @param rate first attempts a second, of all clients together
 * @param window how many first attempts may be on their way at once, of all clients together: a ramp that the server
 *     cannot follow becomes slower instead of becoming a storm
 * @param sources addresses to dial from; empty to let the system choose
 * @param security TLS
 */
public record ClientGroupPlan(
        ServerLists servers,
        int clients,
        Share share,
        double rate,
        int window,
        ReconnectPolicy policy,
        LoginWriter login,
        List<InetAddress> sources,
        Security security) {
    public ClientGroupPlan {
        sources = List.copyOf(sources);
        if (clients < 1) {
            throw new IllegalArgumentException("--clients is " + clients + "; at least 1 is needed");
        }
        if (!(rate > 0)) {
            throw new IllegalArgumentException("--connect-rate is " + rate + "; it must be over 0");
        }
        if (window < 1) {
            throw new IllegalArgumentException("--connect-window is " + window + "; at least 1 is needed");
        }
    }

    /** The same group, of which another share is meant. */
    public ClientGroupPlan withShare(Share newShare) {
        return new ClientGroupPlan(servers, clients, newShare, rate, window, policy, login, sources, security);
    }

    /** Every {@code of}th client, beginning with {@code index}. */
    public record Share(int index, int of) {
        /** All clients. */
        public static final Share ALL = new Share(0, 1);

        public Share {
            if (of < 1 || index < 0 || index >= of) {
                throw new IllegalArgumentException("share " + index + " of " + of);
            }
        }

        /** How many of so many clients are in the share. */
        public int size(int clients) {
            return (clients - index + of - 1) / of;
        }
    }
}
