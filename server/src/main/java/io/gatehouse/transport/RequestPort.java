package io.gatehouse.transport;

import io.gatehouse.nats.Attempt;
import io.gatehouse.nats.SocketBeneath;
import io.gatehouse.pipeline.message.Intake;
import io.nats.client.Connection;
import io.nats.client.Options;
import io.nats.client.impl.SocketDataPortWithWriteTimeout;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client library's socket, which takes the requests for itself and gives the library all the rest, and writes the
 * answers and what the library writes in common pieces. Public, with a constructor without parameters, because the library
 * makes it by its name; the options' connection listener says where the requests go.
 */
public final class RequestPort extends SocketDataPortWithWriteTimeout implements ReaderThreads.Reading {
    private static final Logger log = LoggerFactory.getLogger(RequestPort.class);

    /** For the client library to act on what ended its reader; then it has not. */
    private static final Duration LIBRARY_ACTS = Duration.ofSeconds(1);

    private final Outbox outbox = new Outbox(super::write, this::onWritable);
    private final SocketBeneath beneath = new SocketBeneath();
    private final SentProtocol sent = new SentProtocol();
    private @Nullable Intake requests;
    private @Nullable RequestSifter sifter;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong reads = new AtomicLong();
    private @Nullable WatchedInput watched;
    private @Nullable Attempt attempt;
    private volatile boolean written;
    private volatile boolean answered;

    /** Who knows where requests go, and is told whence they come. */
    interface Destination {
        Intake requests();

        /** A port that is about to connect, in place of the one before. */
        void opened(RequestPort port);
    }

    @Override
    public void afterConstruct(Options options) {
        super.afterConstruct(options);
        if (!(options.getConnectionListener() instanceof Destination destination)) {
            throw new IllegalArgumentException("the connection listener does not say where requests go");
        }
        requests = destination.requests();
        sifter = new RequestSifter(requests, sent, this);
        attempt = destination instanceof Attempt known ? known : null;
        destination.opened(this);
    }

    /**
     * Nothing counts that was said before the handshake, so that nobody can put anything there: bytes that the server sent
     * behind its INFO end the connection.
     */
    @Override
    public void upgradeToSecure() throws IOException {
        if (sifter().hasUnread()) {
            throw new ProtocolException("nats-server sent more than its INFO before the TLS handshake");
        }
        beneath.keep(socket);
        super.upgradeToSecure();
        if (!isSecure) {
            throw new IOException("the TLS handshake was not over in time");
        }
    }

    /** Whatever goes wrong here ends the connection, and another one is made. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int read = sifter().read(input(), target, offset, length);
            if (read < 0) {
                ended(new EOFException("closed by nats-server"));
            }
            return read;
        } catch (ProtocolException e) {
            log.warn("{}: the connection is closed and made again", e.getMessage());
            ended(e);
            throw e;
        } catch (IOException e) {
            ended(e);
            throw e;
        } catch (RuntimeException e) {
            log.error("A message from nats-server could not be taken: a mistake in Gatehouse", e);
            throw new IOException("a mistake in Gatehouse", e);
        }
    }

    private WatchedInput input() {
        WatchedInput current = watched;
        if (current == null || !current.isOf(in)) {
            current = new WatchedInput(in, reads, this::heard);
            watched = current;
        }
        return current;
    }

    private void heard() {
        if (attempt != null) {
            attempt.heard();
        }
    }

    private void ended(IOException failure) {
        if (attempt != null) {
            attempt.readingEnded(failure, written);
        }
    }

    /** Whether there has been an answer to send. */
    boolean hasAnswered() {
        return answered;
    }

    /** What the server has said of us once we were logged in. */
    ConnectInfo connectInfo() {
        return sifter().connectInfo();
    }

    /** Changes at the beginning and at the end of each read; odd in between. */
    long reads() {
        return reads.get();
    }

    /** How many bytes a message to the server may have, as it said last. */
    long maxPayload() {
        Connection current = connection;
        return current == null ? Long.MAX_VALUE : current.getMaxPayload();
    }

    private RequestSifter sifter() {
        RequestSifter made = sifter;
        if (made == null) {
            throw new IllegalStateException("not constructed by the client library");
        }
        return made;
    }

    /** For the client library, which writes whole messages only. */
    @Override
    public void write(byte[] bytes, int length) throws IOException {
        written = true;
        sent.read(bytes, length);
        outbox.write(bytes, length);
    }

    @Override
    public void flush() throws IOException {
        outbox.flush();
        super.flush();
    }

    @Override
    public void shutdownInput() throws IOException {
        if (!beneath.shutdownInput()) {
            super.shutdownInput();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        super.close();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Takes an answer, which is sent with the next {@link #sendAnswers} at the latest; false when it cannot be sent. */
    boolean answer(String replyTo, byte[] body) {
        boolean taken = publish(replyTo, body);
        if (taken) {
            answered = true;
        }
        return taken;
    }

    private boolean publish(String replyTo, byte[] body) {
        try {
            return !isClosed() && outbox.publish(replyTo, body);
        } catch (IOException e) {
            abandon();
            return false;
        }
    }

    /** Sends a message of our own at once, on a subject of one character a byte. */
    void say(String subject, byte[] message) {
        if (publish(subject, message)) {
            sendAnswers();
        }
    }

    /** Whether another answer is worth making: not while too many wait for the server to read. */
    boolean isWritable() {
        return outbox.isWritable();
    }

    /** Sends the answers that wait; waits for the socket, for as long as the client library's write timeout at most. */
    void sendAnswers() {
        try {
            outbox.flush();
        } catch (IOException e) {
            abandon();
        }
    }

    /**
     * Nobody reads here any more. The client library closes the connection itself after most of what can end its reader; where
     * it does not, the connection is closed here. {@link NatsLink} connects again.
     */
    @Override
    public void readerEnded(@Nullable Throwable mistake) {
        if (mistake != null) {
            log.error("What nats-server sent could not be read: the connection is closed and made again", mistake);
        }
        Thread watch = new Thread(() -> awaitClose(mistake == null ? LIBRARY_ACTS : Duration.ZERO), "gatehouse-unread");
        watch.setDaemon(true);
        watch.start();
    }

    private void awaitClose(Duration patience) {
        try {
            boolean over = closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            while (!over) {
                closeUnread();
                over = closed.await(LIBRARY_ACTS.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does nothing while the client library is connecting or closing: then it sees by itself that nobody answers. */
    private void closeUnread() throws InterruptedException {
        Connection unread = connection;
        if (unread != null && unread.getStatus() == Connection.Status.CONNECTED) {
            abandon();
            unread.close();
        }
    }

    private void onWritable() {
        if (requests != null) {
            requests.onWritable();
        }
    }

    /** The reader, whose socket is gone, tells the client library, which ends the connection. */
    void abandon() {
        try {
            forceClose();
        } catch (IOException e) {
            // It is closed already, which is what was wanted.
        }
    }
}
