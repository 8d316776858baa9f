package io.gatehouse.cli;

import io.gatehouse.testbed.NatsServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of servers that clients log in at in turn. Before a server stops, its port is closed: clients go to the others, and those that
 * are there come to an end, so that no login has to be tried again.
 */
final class OpenPorts {
    private final List<Integer> open = new ArrayList<>();
    private final Map<Integer, Integer> underWay = new HashMap<>();
    private int turn;

    OpenPorts(List<NatsServer> servers) {
        servers.forEach(server -> open.add(server.port()));
    }

    /** The port of the next client, which leaves it when its login has ended. */
    synchronized int enter() {
        turn = (turn + 1) % open.size();
        int port = open.get(turn);
        underWay.merge(port, 1, Integer::sum);
        return port;
    }

    synchronized void leave(int port) {
        underWay.merge(port, -1, Integer::sum);
        notifyAll();
    }

    /** Nobody logs in there when this returns. */
    synchronized void close(int port) throws InterruptedException {
        open.remove(Integer.valueOf(port));
        while (underWay.getOrDefault(port, 0) > 0) {
            wait();
        }
    }

    synchronized void open(int port) {
        open.add(port);
    }
}
