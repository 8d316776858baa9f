package io.gatehouse.load.rig;

import io.gatehouse.load.nats.NatsConnection;
import io.gatehouse.load.nats.NatsLogin;
import io.gatehouse.load.nats.ServerAddress;
import io.gatehouse.load.nats.TlsClientContext;
import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A connection to a nats-server for requests of all kinds, each with its own answer. Requests are sent by one thread. */
final class BrokerClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final NatsConnection connection;
    private final String inbox = "_INBOX." + UUID.randomUUID().toString().replace("-", "");
    private final Map<Long, CompletableFuture<byte[]>> pending = new ConcurrentHashMap<>();
    private long last;

    private BrokerClient(NatsConnection connection) {
        this.connection = connection;
    }

    /** @throws LoadException when there is no such server, or it does not let us in */
    static BrokerClient connect(String url, String user, String password) {
        try {
            BrokerClient client = new BrokerClient(NatsConnection.connect(
                    ServerAddress.parse(url),
                    new NatsLogin.Password(user, password),
                    TlsClientContext.of(null, null, null),
                    TIMEOUT));
            client.connection.receive(client::receive);
            client.connection.subscribe(client.inbox + ".*", TIMEOUT);
            return client;
        } catch (IOException e) {
            throw new LoadException("No connection to " + url + ": " + e.getMessage(), e);
        }
    }

    /** The reply subjects, without the number of the request. */
    String inbox() {
        return inbox;
    }

    /** The number of the next request. */
    long next() {
        return ++last;
    }

    /** Sends a frame that asks for its answer under {@link #inbox} and its number; {@link #flush} has it on its way. */
    CompletableFuture<byte[]> send(long number, byte[] frame) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        pending.put(number, answer);
        try {
            connection.append(frame, 0, frame.length);
        } catch (IOException e) {
            throw new LoadException("A request cannot be sent: " + e.getMessage(), e);
        }
        return answer;
    }

    /** The same for a subject and what is told there. */
    CompletableFuture<byte[]> send(String subject, String text) {
        long number = next();
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] start = ("PUB " + subject + " " + inbox + "." + number + " " + payload.length + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] frame = Arrays.copyOf(start, start.length + payload.length + 2);
        System.arraycopy(payload, 0, frame, start.length, payload.length);
        frame[frame.length - 2] = '\r';
        frame[frame.length - 1] = '\n';
        return send(number, frame);
    }

    /** Has everything on its way that was to be sent. */
    void flush() {
        try {
            connection.flush();
        } catch (IOException e) {
            throw new LoadException("A request cannot be sent: " + e.getMessage(), e);
        }
    }

    /**
     * Waits for an answer.
     *
     * @throws LoadException when there is none in time, or nobody listens
     */
    static byte[] await(CompletableFuture<byte[]> answer) {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LoadException("There was no answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new LoadException("There was no answer: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }

    /** Asks, and waits for the answer. */
    String ask(String subject, String text) {
        CompletableFuture<byte[]> answer = send(subject, text);
        flush();
        return new String(await(answer), StandardCharsets.UTF_8);
    }

    private void receive(
            long at, byte[] buffer, int subjectAt, int subjectEnd, int headerLength, int bodyAt, int bodyLength) {
        String subject = new String(buffer, subjectAt, subjectEnd - subjectAt, StandardCharsets.US_ASCII);
        if (!subject.startsWith(inbox)) {
            return;
        }
        CompletableFuture<byte[]> answer = pending.remove(Long.parseLong(subject.substring(inbox.length() + 1)));
        if (answer == null) {
            return;
        }
        String headers = new String(buffer, bodyAt - headerLength, headerLength, StandardCharsets.US_ASCII);
        if (headers.startsWith("NATS/1.0 503")) {
            answer.completeExceptionally(new LoadException("nobody listens"));
        } else {
            answer.complete(Arrays.copyOfRange(buffer, bodyAt, bodyAt + bodyLength));
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
