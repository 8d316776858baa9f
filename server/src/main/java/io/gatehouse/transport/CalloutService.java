package io.gatehouse.transport;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * The subscription to {@code $SYS.REQ.USER.AUTH} in a queue group, and its registration as a NATS micro service. The client
 * library keeps the subscription, over reconnects too, and sees none of its messages: the {@link RequestSifter} takes them.
 */
final class CalloutService {
    static final String SUBJECT = "$SYS.REQ.USER.AUTH";

    private final Dispatcher requests;
    private final MicroService discovery;
    private final Duration timeout;

    private CalloutService(Dispatcher requests, MicroService discovery, Duration timeout) {
        this.requests = requests;
        this.discovery = discovery;
        this.timeout = timeout;
    }

    /**
     * Subscribes; returns when the server has the subscription.
     *
     * @param answers sends what is said about the service: the reply subject, one character a byte, and the message
     */
    static CalloutService start(
            Connection connection,
            String queueGroup,
            ServiceIdentity identity,
            BiConsumer<String, byte[]> answers,
            Duration timeout)
            throws Exception {
        Dispatcher requests = connection.createDispatcher(message -> {});
        requests.subscribe(SUBJECT, queueGroup);
        MicroService discovery = MicroService.start(connection, identity, queueGroup, answers);
        connection.flush(timeout);
        return new CalloutService(requests, discovery, timeout);
    }

    /** Unsubscribes, and returns when every message that the server had sent before is taken, or after a round trip's time. */
    void stop() throws InterruptedException {
        discovery.stop();
        requests.drain(timeout).join();
    }
}
