package io.gatehouse.transport;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscription to {@code $SYS.REQ.USER.AUTH} in a queue group, and if wanted, its registration as a NATS micro service. The client
 * library keeps the subscription, and sees none of its messages: the {@link RequestSifter} takes them.
 */
final class CalloutService {
    static final String SUBJECT = "$SYS.REQ.USER.AUTH";

    private final Dispatcher requests;
    private final Duration timeout;
    private volatile @Nullable MicroService discovery;

    private CalloutService(Dispatcher requests, Duration timeout) {
        this.requests = requests;
        this.timeout = timeout;
    }

    /**
     * Subscribes; returns when the server has taken the subscription, or told the client library's error listener why not.
     *
     * @throws TimeoutException when it does neither in time
     */
    static CalloutService start(Connection connection, String queueGroup, Duration timeout)
            throws TimeoutException, InterruptedException {
        Dispatcher requests = connection.createDispatcher(message -> {});
        requests.subscribe(SUBJECT, queueGroup);
        connection.flush(timeout);
        return new CalloutService(requests, timeout);
    }

    /**
     * Answers those who look for micro services, from now on.
     *
     * @param answers sends what is said about the service: the reply subject, one character a byte, and the message
     */
    void discoverable(
            Connection connection, ServiceIdentity identity, String queueGroup, BiConsumer<String, byte[]> answers) {
        discovery = MicroService.start(connection, identity, queueGroup, answers);
    }

    /** Unsubscribes, and returns when every message that the server had sent before is taken, or after a round trip's time. */
    void stop() throws InterruptedException {
        MicroService discoverable = discovery;
        if (discoverable != null) {
            discoverable.stop();
        }
        requests.drain(timeout).join();
    }
}
