package io.gatehouse.load.rig;

/** A peer cannot be built on this machine; the message is one line that says why, and what to do. */
public final class PeerMissingException extends Exception {
    private static final long serialVersionUID = 1;

    PeerMissingException(String message) {
        super(message);
    }
}
