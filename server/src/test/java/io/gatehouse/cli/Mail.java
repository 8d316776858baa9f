package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** Short messages between clients. */
final class Mail {
    static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private Mail() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A subscription that the server knows of. */
    static Subscription subscribe(Connection connection, String subject) throws Exception {
        Subscription subscription = connection.subscribe(subject);
        connection.flush(SOON);
        return subscription;
    }

    /** The next message, as text. */
    static String next(Subscription subscription) throws InterruptedException {
        Message message = Objects.requireNonNull(subscription.nextMessage(SOON), "no message within 10 s");
        return text(message.getData());
    }

    /** Sends until something arrives: between servers it takes a moment until one knows of the other's subscriptions. */
    static String sendUntilHeard(Connection from, String text, Subscription subscription) {
        Message heard = await().atMost(SOON)
                .until(
                        () -> {
                            from.publish(subscription.getSubject(), bytes(text));
                            return subscription.nextMessage(AGAIN);
                        },
                        Objects::nonNull);
        return text(heard.getData());
    }
}
