package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that is logged in, and remembers what the server complains of. */
final class Client implements ErrorListener, ConnectionListener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<String> complaints = new LinkedBlockingQueue<>();
    private final CountDownLatch disconnected = new CountDownLatch(1);
    private final Connection connection;

    Client(Options.Builder options) throws IOException, InterruptedException {
        connection = Nats.connect(
                options.errorListener(this).connectionListener(this).build());
    }

    /** What a subscription brought: its subject and text, or null when nothing came. */
    record Heard(Subscription subscription) {
        /** The subject of the next message. */
        String subject() throws InterruptedException {
            return next().getSubject();
        }

        /** The text of the next message. */
        String text() throws InterruptedException {
            return new String(next().getData(), StandardCharsets.UTF_8);
        }

        Message next() throws InterruptedException {
            Message message = subscription.nextMessage(PATIENCE);
            assertThat(message).as("a message on " + subscription.getSubject()).isNotNull();
            return message;
        }
    }

    Connection connection() {
        return connection;
    }

    /** Subscribes, and asserts that the server allows it. */
    Heard hears(String subject) throws Exception {
        return checked(connection.subscribe(subject));
    }

    Heard hears(String subject, String queue) throws Exception {
        return checked(connection.subscribe(subject, queue));
    }

    private Heard checked(Subscription subscription) throws Exception {
        settle();
        assertNoComplaint();
        return new Heard(subscription);
    }

    /** Publishes, and asserts that the server allows it. */
    void says(String subject, String text) throws Exception {
        connection.publish(subject, text.getBytes(StandardCharsets.UTF_8));
        settle();
        assertNoComplaint();
    }

    void says(String subject) throws Exception {
        says(subject, "");
    }

    void mayNotSay(String subject) throws Exception {
        connection.publish(subject, new byte[0]);
        settle();
        assertThat(complaint()).contains("Permissions Violation for Publish to \"" + subject + "\"");
    }

    /** Publishes; whether the server allows it. */
    boolean maySay(String subject) throws Exception {
        connection.publish(subject, new byte[0]);
        settle();
        return complaints.poll(1, TimeUnit.SECONDS) == null;
    }

    void mayNotHear(String subject) throws Exception {
        connection.subscribe(subject);
        settle();
        assertThat(complaint()).contains("Permissions Violation for Subscription to \"" + subject + "\"");
    }

    void mayNotHear(String subject, String queue) throws Exception {
        connection.subscribe(subject, queue);
        settle();
        assertThat(complaint())
                .contains(
                        "Permissions Violation for Subscription to \"" + subject + "\" using queue \"" + queue + "\"");
    }

    /** Whether the server has complained since the last look. */
    boolean hasComplaints() {
        return !complaints.isEmpty();
    }

    /** The next complaint. */
    String complaint() throws InterruptedException {
        String complaint = complaints.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(complaint).as("a complaint of the server").isNotNull();
        connection.clearLastError();
        return complaint;
    }

    /** Waits until the server has closed the connection. */
    void awaitDisconnect() throws InterruptedException {
        assertThat(disconnected.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("the server closes the connection")
                .isTrue();
    }

    boolean isConnected() {
        return disconnected.getCount() > 0;
    }

    @Override
    public void errorOccurred(Connection from, String error) {
        complaints.add(error);
    }

    @Override
    @SuppressWarnings("deprecation") // the newer method calls this one, which is the abstract one
    public void connectionEvent(Connection from, Events event) {
        if (event == Events.DISCONNECTED || event == Events.CLOSED) {
            disconnected.countDown();
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The reader sets the last error before it passes a PONG on, unlike the listener, which another thread calls some time later. */
    private void assertNoComplaint() {
        assertThat(connection.getLastError()).as("a complaint of the server").isNullOrEmpty();
    }

    /** Returns when the server has answered to everything that was sent. */
    private void settle() throws Exception {
        connection.flush(PATIENCE);
    }
}
