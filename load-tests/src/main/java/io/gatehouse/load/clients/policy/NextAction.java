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
    record GiveUp() implements NextAction {}
}
