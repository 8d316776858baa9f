package io.gatehouse.nats;

/** Says what is wrong with a server's URL, and repeats none of it: any part of it may be part of a password. */
public final class ServerUrlException extends Exception {
    private static final long serialVersionUID = 1L;

    ServerUrlException(String message) {
        super(message);
    }
}
