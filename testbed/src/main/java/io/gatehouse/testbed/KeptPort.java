package io.gatehouse.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports of the loopback interface for servers that come back at the same port after a stop, for those that are told their port before
 * they start, and for tests at whose port nobody is to listen. They are outside the range from which the system takes ports for outgoing
 * connections, so that none of these has the port meanwhile, and none is given twice.
 */
public final class KeptPort {
    private static final int FIRST = 11_000;
    private static final int PORTS = 9_000;
    private static final int TRIES = 100;

    /** Each process begins elsewhere. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private KeptPort() {}

    /** One at which nobody listens now, and which this process was not given before. */
    public static int free() {
        for (int tries = 1; ; tries++) {
            int port = FIRST + NEXT.getAndIncrement() % PORTS;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
