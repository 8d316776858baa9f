package io.gatehouse.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback interface for servers that come back at the same port after a stop. They are outside the range from which the
 * system takes ports for outgoing connections, so that none of these has the port meanwhile.
 */
final class KeptPort {
    private static final int FIRST = 10_000;
    private static final int LAST = 20_000;
    private static final int TRIES = 100;

    private KeptPort() {}

    /** One at which nobody listens now. */
    static int free() {
        for (int tries = 1; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
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
