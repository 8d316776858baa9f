package io.gatehouse.transport;

import io.gatehouse.pipeline.Intake;
import io.gatehouse.pipeline.Unpacked;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.time.Duration;

/** The subscription to {@code $SYS.REQ.USER.AUTH} in a queue group, and its registration as a NATS micro service. */
final class CalloutService {
    static final String SUBJECT = "$SYS.REQ.USER.AUTH";
    private static final String SERVER_XKEY = "Nats-Server-Xkey";

    private final Dispatcher requests;
    private final MicroService discovery;
    private final Duration timeout;

    private CalloutService(Dispatcher requests, MicroService discovery, Duration timeout) {
        this.requests = requests;
        this.discovery = discovery;
        this.timeout = timeout;
    }

    /** Subscribes; returns when the server has the subscription. */
    static CalloutService start(
            Connection connection, String queueGroup, ServiceIdentity identity, Intake sink, Duration timeout)
            throws Exception {
        Dispatcher requests = connection.createDispatcher(message -> take(message, sink));
        requests.subscribe(SUBJECT, queueGroup);
        MicroService discovery = MicroService.start(connection, identity, queueGroup);
        connection.flush(timeout);
        return new CalloutService(requests, discovery, timeout);
    }

    /** Unsubscribes, and returns when every message that the server had sent before is taken, or after a round trip's time. */
    void stop() throws InterruptedException {
        discovery.stop();
        requests.drain(timeout).join();
    }

    /** Takes what the {@link RequestSifter} left to the client library. */
    private static void take(Message message, Intake sink) {
        long now = System.nanoTime();
        Headers headers = message.getHeaders();
        String serverXkey = headers == null ? null : headers.getFirst(SERVER_XKEY);
        sink.take(new Unpacked(message.getData(), serverXkey, message.getReplyTo()), now, false);
    }
}
