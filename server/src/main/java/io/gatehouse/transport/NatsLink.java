package io.gatehouse.transport;

import io.gatehouse.pipeline.Envelope;
import io.gatehouse.pipeline.Intake;
import io.gatehouse.pipeline.Replies;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ServerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to nats-server, kept for ever: made again with jittered back-off when it is lost, and anew when the client
 * library gives it up (after the same login error twice, say).
 */
public final class NatsLink implements Replies {
    private static final Logger log = LoggerFactory.getLogger(NatsLink.class);

    /** For what is one round trip with the server. */
    private static final Duration ROUND_TRIP = Duration.ofSeconds(2);

    private final NatsSettings settings;
    private final ServiceIdentity identity;
    private final ConnectionRecorder recorder;
    private final Thread keeper;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<@Nullable Session> session = new AtomicReference<>();
    private final AtomicBoolean standing = new AtomicBoolean();
    private volatile @Nullable Intake sink;
    private volatile @Nullable RequestPort port;

    public NatsLink(NatsSettings settings, ServiceIdentity identity, ConnectionRecorder recorder) {
        this.settings = settings;
        this.identity = identity;
        this.recorder = recorder;
        this.keeper = new Thread(this::keep, "gatehouse-link");
        keeper.setDaemon(true);
    }

    /** Begins to connect, and gives what arrives to the sink; returns at once. */
    public void start(Intake arrivals) {
        sink = arrivals;
        keeper.start();
    }

    @Override
    public boolean send(Envelope request, String replyTo, byte[] body) {
        RequestPort origin = request instanceof Frame frame ? frame.origin() : null;
        return origin != null && origin.answer(replyTo, body);
    }

    @Override
    public boolean isBackedUp() {
        RequestPort current = port;
        return current != null && current.isBackedUp();
    }

    @Override
    public void flush() {
        RequestPort current = port;
        if (current != null) {
            current.sendAnswers();
        }
    }

    /** Takes no new messages, once those that the server had sent before are taken. */
    public void unsubscribe() {
        stopping.countDown();
        recorder.draining();
        Session current = session.get();
        if (current != null) {
            current.unsubscribe();
        }
    }

    /** Sends what is to be sent, and closes the connection. */
    public void close() {
        stopping.countDown();
        Session current = session.getAndSet(null);
        if (current != null) {
            current.close();
        }
    }

    private void keep() {
        Backoff backoff = new Backoff(settings.reconnectWait(), settings.reconnectMaxWait());
        for (long tries = 1; isWanted(); tries++) {
            if (runSession()) {
                tries = 0;
            }
            pause(backoff.after(tries + 1));
        }
    }

    /** Connects, and stays until the connection is closed for good; whether it was up at all. */
    private boolean runSession() {
        CountDownLatch closed = new CountDownLatch(1);
        Errors errors = new Errors();
        try {
            Connection connection = Nats.connect(options(closed, errors));
            if (!open(connection)) {
                return false;
            }
            announce(connection);
            closed.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            if (isWanted()) {
                log.warn("No connection to nats-server {}: {}", shown(), errors.explain(e));
            }
            return false;
        } finally {
            session.set(null);
        }
    }

    /** Subscribes; false when nobody wants that any more. */
    private boolean open(Connection connection) throws Exception {
        if (isWanted()) {
            session.set(new Session(connection, subscribe(connection)));
        }
        if (isWanted()) {
            return true;
        }
        session.set(null);
        connection.close();
        return false;
    }

    private CalloutService subscribe(Connection connection) throws Exception {
        try {
            return CalloutService.start(connection, settings.queueGroup(), identity, this::publish, ROUND_TRIP);
        } catch (Exception e) {
            connection.close();
            throw e;
        }
    }

    private void publish(String replyTo, byte[] body) {
        RequestPort current = port;
        if (current != null && current.answer(replyTo, body)) {
            current.sendAnswers();
        }
    }

    private Intake arrivals() {
        Intake arrivals = sink;
        if (arrivals == null) {
            throw new IllegalStateException("not started");
        }
        return arrivals;
    }

    private Options options(CountDownLatch closed, Errors errors) throws IOException {
        return NatsOptions.of(settings)
                .connectionListener(new Events(arrivals(), closed))
                .dataPortType(RequestPort.class.getName())
                .readerExecutor(new ReaderThreads(() -> port))
                .maxControlLine(RequestSifter.MAX_LIBRARY_LINE)
                .sendBufferSize(settings.sendBuffer())
                .errorListener(errors)
                .build();
    }

    private void changed(@Nullable Connection connection, ConnectionListener.Events event, CountDownLatch closed) {
        switch (event) {
            case DISCONNECTED -> lost();
            case RESUBSCRIBED -> restored(connection);
            case LAME_DUCK -> log.info("nats-server is going to stop, and sends its clients elsewhere");
            case CLOSED -> closed.countDown();
            default -> log.debug("nats-server connection: {}", event);
        }
    }

    /** The client library tells a loss twice, and every failed attempt as one. */
    private void lost() {
        if (!standing.getAndSet(false)) {
            return;
        }
        recorder.disconnected();
        recorder.subscribed(false);
        if (isWanted()) {
            log.warn("The connection to nats-server is lost; connecting again");
        }
    }

    private void restored(@Nullable Connection connection) {
        if (connection != null) {
            announce(connection);
        }
    }

    private void announce(Connection connection) {
        ServerInfo server = connection.getServerInfo();
        log.info(
                "Connected to nats-server {} ({}, version {}); answering {} in queue group {}",
                connection.getConnectedUrl(),
                server.getServerName(),
                server.getVersion(),
                CalloutService.SUBJECT,
                settings.queueGroup());
        if (!server.isSameOrNewerThanVersion("2.10.0")) {
            log.error("nats-server {} has no auth callout: 2.10 or newer is needed", server.getVersion());
        }
        recorder.server(server.getVersion());
        standing.set(true);
        recorder.connected();
        recorder.subscribed(true);
    }

    private boolean isWanted() {
        return stopping.getCount() > 0;
    }

    private void pause(Duration time) {
        try {
            boolean stopped = stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
            log.trace("stopped while pausing: {}", stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String shown() {
        return String.join(
                ", ", settings.servers().stream().map(NatsSettings::withoutUser).toList());
    }

    private static String reason(Exception e) {
        if (e instanceof AuthenticationException) {
            return "it refuses our login: check nats.creds, nats.user or nats.nkey,"
                    + " and that this user is in the callout's auth_users";
        }
        if (e instanceof TimeoutException) {
            return "no answer in time";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : NatsSettings.withoutUser(message);
    }

    /** A connection that is up, with its subscription. */
    private record Session(Connection connection, CalloutService service) {
        void unsubscribe() {
            try {
                service.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void close() {
            try {
                connection.flush(ROUND_TRIP);
                connection.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                log.debug("The last answers may not have been sent: {}", e.getMessage());
            }
        }
    }

    /** Hears of the connection's changes, and tells its data port where requests go. */
    private final class Events implements ConnectionListener, RequestPort.Destination {
        private final Intake requests;
        private final CountDownLatch closed;

        Events(Intake requests, CountDownLatch closed) {
            this.requests = requests;
            this.closed = closed;
        }

        @Override
        public Intake requests() {
            return requests;
        }

        @Override
        public void opened(RequestPort port) {
            NatsLink.this.port = port;
        }

        @Override
        @SuppressWarnings(
                "deprecation") // the one method that must be there; the newer one tells nothing more of use here
        public void connectionEvent(@Nullable Connection connection, ConnectionListener.Events event) {
            changed(connection, event, closed);
        }
    }

    /** Brings what the client library tells into the log. */
    private final class Errors implements ErrorListener {
        private volatile @Nullable Exception last;

        /** With what went wrong last: the exception of an attempt tells only that it failed, unless the login did. */
        String explain(Exception failure) {
            Exception cause = last;
            return failure instanceof AuthenticationException || cause == null
                    ? reason(failure)
                    : reason(failure) + " (" + reason(cause) + ")";
        }

        @Override
        public void errorOccurred(Connection connection, String error) {
            if (standing.get()) {
                log.warn("nats-server says: {}", error);
            }
        }

        @Override
        public void exceptionOccurred(Connection connection, Exception e) {
            log.debug("nats-server connection: {}", e.toString());
            last = e;
        }

        @Override
        public void slowConsumerDetected(Connection connection, io.nats.client.Consumer consumer) {
            log.warn("Requests arrive faster than they can be read; the client library drops some");
        }
    }
}
