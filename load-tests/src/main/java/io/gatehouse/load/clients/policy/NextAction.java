package io.gatehouse.load.clients.policy;

/** What a client does after an attempt, or after its connection is gone. */
public sealed interface NextAction {
    /**
     * Dial a server after a while.
     *
     * @param server its place in the client's list
     * @param waitNanos how long to wait first; 0 for at once
     */
    record Dial(int server, long waitNanos) implements NextAction {}

    /** Never dial again: what the library calls a closed connection. */
    record GiveUp(Reason reason) implements NextAction {}

    /** Why a client is lost for good. */
    enum Reason {
        /** Refused twice, by the library's own count. */
        REFUSED_TWICE,
        /** Every server of the list has used up its reconnects. */
        NO_RECONNECTS_LEFT,
        /** An error of the server after which the library closes the connection. */
        SERVER_ERROR
    }
}
