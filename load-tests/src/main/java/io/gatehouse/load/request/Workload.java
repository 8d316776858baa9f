package io.gatehouse.load.request;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The servers that send requests and the users that they are about. Everything in which requests differ follows from their
 * numbers, so that nothing of a request need be kept to verify its answer.
 *
 * @param servers who asks, in turn
 * @param users who logs in
 * @param sources from how many addresses the clients come; each client keeps its own
 * @param subject the claim {@code sub} of requests: the issuer or the AUTH account
 * @param tlsChain whether each client shows a chain of certificates
 * @param seed makes the user nkeys
 */
public record Workload(
        List<RequestingServer> servers, TestUsers users, int sources, String subject, boolean tlsChain, long seed) {
    /** Odd, and its bits look random: it spreads successive numbers over all longs. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    public Workload {
        servers = List.copyOf(servers);
    }

    /** Servers with fresh keys, and fresh user nkeys. */
    public static Workload fresh(
            int servers, @Nullable Nkey callout, TestUsers users, int sources, String subject, boolean tlsChain) {
        List<RequestingServer> asking = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            asking.add(RequestingServer.fresh(i, callout));
        }
        return new Workload(asking, users, sources, subject, tlsChain, new SplittableRandom().nextLong());
    }

    /** The server that sends a request. */
    public RequestingServer server(long request) {
        return servers.get((int) (request % servers.size()));
    }

    /** The user nkey that a request is about: 32 random bytes, since nothing is ever signed with it. */
    public Nkey userNkey(long request) {
        byte[] raw = new byte[32];
        new SplittableRandom(seed ^ ((request + 1) * SPREAD)).nextBytes(raw);
        return Nkey.of(NkeyKind.USER, raw);
    }

    /** The address that a client comes from, within 10.0.0.0/8. */
    public String address(int client) {
        int host = client % sources + 1;
        return "10." + (host >> 16 & 0xff) + "." + (host >> 8 & 0xff) + "." + (host & 0xff);
    }
}
