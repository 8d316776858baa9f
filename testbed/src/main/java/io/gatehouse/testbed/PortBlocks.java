package io.gatehouse.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface for one process, taken in blocks: it listens at the first port of each of its blocks for as long as it
 * runs, and others pass such a block over, so that none of its ports is given to another process, also where nobody listens at it.
 */
final class PortBlocks {
    private final int first;
    private final int blocks;
    private final int size;

    /** Each listens at the first port of a block. */
    private final List<ServerSocket> own = new ArrayList<>();

    private int begun = -1;
    private int next;

    /**
     * Of a range of ports.
     *
     * @param first of the range
     * @param blocks how many there are
     * @param size ports of each
     */
    PortBlocks(int first, int blocks, int size) {
        this.first = first;
        this.blocks = blocks;
        this.size = size;
        this.next = size;
    }

    /** A port at which nobody listens, and which was not given before; one of those again where there is no block left to take. */
    synchronized int free() {
        for (int tries = 0; tries < blocks * size; tries++) {
            if (next == size) {
                begin();
            }
            int port = own.get(begun).getLocalPort() + next++;
            try (ServerSocket socket = listen(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // somebody has it: the next one
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private void begin() {
        boolean isNew = take();
        if (own.isEmpty()) {
            throw new IllegalStateException("no block of ports is free");
        }
        begun = isNew ? own.size() - 1 : (begun + 1) % own.size();
        next = 1;
    }

    /** Takes one more block, of which each process begins to look for one elsewhere. */
    private boolean take() {
        int start = ThreadLocalRandom.current().nextInt(blocks);
        for (int i = 0; i < blocks; i++) {
            try {
                return own.add(listen(first + (start + i) % blocks * size));
            } catch (IOException taken) {
                // somebody has it: the next one
            }
        }
        return false;
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    /** Leaves its blocks to others. */
    synchronized void leave() {
        try {
            for (ServerSocket block : own) {
                block.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
