package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.gatehouse.nats.PlainPort;
import io.gatehouse.testbed.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client of NATS's own protocol, by TCP or websocket, to a server or to a leaf node before it. */
final class ClientBusDoor implements BusDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connection connection;
    private final Dispatcher dispatcher;
    private final HeardTexts heard = new HeardTexts();
    private final Duration delay;
    private final @Nullable NatsServer behind;

    /**
     * @param delay what a message may take longer than the server's answer to a ping
     * @param behind what is closed with it
     */
    ClientBusDoor(Options.Builder options, Duration delay, @Nullable NatsServer behind) throws Exception {
        // The client library's own would wait for a second when a secured connection is closed.
        Options all = options.dataPortType(PlainPort.class.getName()).build();
        // As clients do: one that gets no answer, as on a busy machine, tries again.
        this.connection = await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Nats.connect(all), Objects::nonNull);
        this.dispatcher = connection.createDispatcher(message -> heard.add(Mail.text(message.getData())));
        this.delay = delay;
        this.behind = behind;
    }

    /** Answers whatever it hears there. */
    void answer(String subject, String queue, String text) throws Exception {
        connection
                .createDispatcher(message -> connection.publish(message.getReplyTo(), Mail.bytes(text)))
                .subscribe(subject, queue);
        connection.flush(PATIENCE);
    }

    /** Says something that is to be answered at a subject. */
    void ask(String subject, String answerTo, String text) throws Exception {
        connection.publish(subject, answerTo, Mail.bytes(text));
        connection.flush(PATIENCE);
    }

    @Override
    public void listen(String subject, String queue) throws Exception {
        if (queue.isEmpty()) {
            dispatcher.subscribe(subject);
        } else {
            dispatcher.subscribe(subject, queue);
        }
        connection.flush(PATIENCE);
        pause();
    }

    @Override
    public void say(String subject, String text) throws Exception {
        connection.publish(subject, Mail.bytes(text));
        connection.flush(PATIENCE);
        pause();
    }

    @Override
    public boolean awaitHeard(Duration patience) throws Exception {
        connection.flush(PATIENCE);
        return heard.await(patience.plus(delay));
    }

    @Override
    public List<String> heard() {
        return heard.all();
    }

    /** A leaf node tells nobody when a message or a subscription has reached the server behind it. */
    private void pause() throws InterruptedException {
        Thread.sleep(delay.toMillis());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (behind != null) {
            behind.close();
        }
    }
}
