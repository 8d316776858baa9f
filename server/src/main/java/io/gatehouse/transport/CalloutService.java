package io.gatehouse.transport;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.impl.Headers;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import io.nats.service.Endpoint;
import io.nats.service.Service;
import io.nats.service.ServiceBuilder;
import io.nats.service.ServiceEndpoint;
import io.nats.service.ServiceMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The subscription to {@code $SYS.REQ.USER.AUTH} in a queue group, and its registration as a NATS micro service. */
final class CalloutService {
    static final String SUBJECT = "$SYS.REQ.USER.AUTH";

    private static final String SERVER_XKEY = "Nats-Server-Xkey";
    private static final String ENDPOINT = "authorize";

    private final Connection connection;
    private final Dispatcher requests;
    private final Service service;
    private final CompletableFuture<Boolean> stopped;

    private CalloutService(
            Connection connection, Dispatcher requests, Service service, CompletableFuture<Boolean> stopped) {
        this.connection = connection;
        this.requests = requests;
        this.service = service;
        this.stopped = stopped;
    }

    /** Subscribes; returns when the server has the subscription. */
    static CalloutService start(
            Connection connection, String queueGroup, ServiceIdentity identity, MessageSink sink, Duration timeout)
            throws Exception {
        Dispatcher requests = connection.createDispatcher();
        Endpoint endpoint = Endpoint.builder()
                .name(ENDPOINT)
                .subject(SUBJECT)
                .queueGroup(queueGroup)
                .build();
        ServiceEndpoint callout = ServiceEndpoint.builder()
                .endpoint(endpoint)
                .dispatcher(requests)
                .handler(message -> take(message, sink))
                .statsDataSupplier(() -> statistics(identity))
                .build();
        Service service = new ServiceBuilder()
                .connection(connection)
                .name(identity.name())
                .version(identity.version())
                .description(identity.description())
                .addServiceEndpoint(callout)
                .drainTimeout(timeout)
                .build();
        CompletableFuture<Boolean> stopped = service.startService();
        connection.flush(timeout);
        return new CalloutService(connection, requests, service, stopped);
    }

    /** Unsubscribes, and returns when every message that the server had sent before is taken. */
    void stop() {
        service.stop();
        stopped.join();
        connection.closeDispatcher(requests);
    }

    private static void take(ServiceMessage message, MessageSink sink) {
        long now = System.nanoTime();
        Headers headers = message.getHeaders();
        String serverXkey = headers == null ? null : headers.getFirst(SERVER_XKEY);
        byte[] body = message.getData();
        sink.accept(body == null ? new byte[0] : body, serverXkey, message.getReplyTo(), now);
    }

    private static JsonValue statistics(ServiceIdentity identity) {
        JsonValueUtils.MapBuilder numbers = JsonValueUtils.mapBuilder();
        identity.statistics().get().forEach(numbers::put);
        return numbers.toJsonValue();
    }
}
