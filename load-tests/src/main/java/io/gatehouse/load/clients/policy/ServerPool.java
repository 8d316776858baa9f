package io.gatehouse.load.clients.policy;

/** A client's servers in the order in which they are dialled, with the reconnects that each has had since its login. */
final class ServerPool {
    private final byte[] order;
    private final int[] reconnects;
    private int size;

    ServerPool(int servers) {
        if (servers < 1 || servers > Byte.MAX_VALUE) {
            throw new IllegalArgumentException(servers + " servers; a client knows 1 to " + Byte.MAX_VALUE);
        }
        order = new byte[servers];
        reconnects = new int[servers];
        size = servers;
        for (byte i = 0; i < servers; i++) {
            order[i] = i;
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The server at the head of the list. */
    int head() {
        return order[0];
    }

    /** Moves the head to the end. */
    void rotate() {
        byte head = order[0];
        removeHead();
        order[size++] = head;
    }

    /** Removes the head of the list. */
    void removeHead() {
        size--;
        System.arraycopy(order, 1, order, 0, size);
    }

    /** Removes the end of the list. */
    void removeLast() {
        size--;
    }

    /** The server at the end of the list. */
    int last() {
        return order[size - 1];
    }

    int reconnects(int server) {
        return reconnects[server];
    }

    void countReconnect(int server) {
        reconnects[server]++;
    }

    void forgetReconnects(int server) {
        reconnects[server] = 0;
    }
}
