package io.gatehouse.load.nats;

import java.io.IOException;

/** The connection to nats-server was refused or has ended; the message says why. */
public final class NatsException extends IOException {
    private static final long serialVersionUID = 1;

    public NatsException(String message) {
        super(message);
    }
}
