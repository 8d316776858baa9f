package io.gatehouse.load.clients.engine;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Which servers a client knows: all, or one of them, by turns.
 *
 * @param all the servers, at least one
 * @param spread whether each client knows one server only
 */
public record ServerLists(List<InetSocketAddress> all, boolean spread) {
    public ServerLists {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("--server names no server");
        }
    }

    /** How many servers each client knows. */
    int known() {
        return spread ? 1 : all.size();
    }

    /** The server at a place in a client's list, which begins with another server for each client. */
    InetSocketAddress address(int client, int place) {
        return all.get((client + place) % all.size());
    }
}
