package io.gatehouse.pipeline;

/** The way back to nats-server. */
@FunctionalInterface
public interface Replies {
    /**
     * Sends an answer now or never: nothing is kept for after a reconnect.
     *
     * @return false when it could not be sent
     */
    boolean send(String replyTo, byte[] body);
}
