package io.gatehouse.transport;

import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.RepeatedLines;
import io.gatehouse.nats.Server;
import io.gatehouse.nats.ServerFacts;
import io.gatehouse.transport.Rights.Answering;
import io.nats.client.Connection;
import io.nats.client.api.ServerInfo;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection in service: it is subscribed, and may publish answers as far as the server tells. */
final class Session {
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    /** For what is one round trip with the server. */
    private static final Duration ROUND_TRIP = Duration.ofSeconds(2);
    /** How often a silence is looked for, within the time that is waited for. */
    private static final int LOOKS = 8;

    private final LinkAttempt attempt;
    private final Connection connection;
    private final NatsSettings settings;
    private final Rights rights;
    private final CalloutService service;
    private final Doubt doubt;

    private Session(
            LinkAttempt attempt,
            Connection connection,
            NatsSettings settings,
            Rights rights,
            CalloutService service,
            Doubt doubt) {
        this.attempt = attempt;
        this.connection = connection;
        this.settings = settings;
        this.rights = rights;
        this.service = service;
        this.doubt = doubt;
    }

    /**
     * Finds out what we may do and subscribes, on a new connection, which is closed when that fails.
     *
     * @param account where requests arrive, as the configuration is now
     * @param told what the server says of itself and of us, before any request can come
     * @throws UnableException when our user lacks a right, or is in another account
     * @throws NoConnectionException when the connection does not last for so long
     */
    static Session open(
            LinkAttempt attempt,
            NatsSettings settings,
            ServiceIdentity identity,
            Supplier<CalloutAccount> account,
            Consumer<ServerFacts> told)
            throws UnableException, NoConnectionException, InterruptedException {
        Connection connection = attempt.result().join();
        boolean open = false;
        try {
            Rights rights =
                    Rights.ask(connection, attempt, ours -> account.get().isLikely(ours), ROUND_TRIP);
            ServerFacts facts = facts(attempt, connection, rights);
            told.accept(facts);
            String ours = facts.account();
            if (ours != null) {
                account.get().verify(ours);
            }
            CalloutService service = CalloutService.start(connection, settings.queueGroup(), ROUND_TRIP);
            verifySubscribed(attempt.errors(), settings.queueGroup());
            if (settings.micro()) {
                service.discoverable(connection, identity, settings.queueGroup(), attempt.port()::say);
            }
            open = true;
            boolean system = attempt.port().connectInfo().system();
            Doubt doubt = new Doubt(account, ours, system, rights.answering());
            return new Session(attempt, connection, settings, rights, service, doubt);
        } catch (TimeoutException | IllegalStateException e) {
            throw new NoConnectionException(lost(attempt));
        } finally {
            if (!open) {
                attempt.discard(connection);
            }
        }
    }

    private static void verifySubscribed(List<String> errors, String queueGroup) throws UnableException {
        for (String error : errors) {
            Violation violation = Violation.of(error);
            UnableException limit = UnableException.ofLimit(error);
            if (limit != null) {
                throw limit;
            }
            if (violation == null) {
                throw new UnableException("nats-server answers the subscription to " + CalloutService.SUBJECT
                        + " with \"" + error + "\": look at the limits of the service's user and its account");
            }
            if (violation.isOfRequests()) {
                throw UnableException.toSubscribe(queueGroup);
            }
        }
    }

    private static String lost(LinkAttempt attempt) {
        List<String> errors = attempt.errors();
        if (!errors.isEmpty()) {
            return "it ended the new connection with \"" + errors.get(errors.size() - 1) + '"';
        }
        return attempt.isClosed() ? "the new connection was " + attempt.whyClosed() : "no answer in time";
    }

    /** What the server says of itself and of us, now. */
    ServerFacts facts() {
        return facts(attempt, connection, rights);
    }

    /** How many bytes a message to the server may have now. */
    long maxPayload() {
        return connection.getMaxPayload();
    }

    private static ServerFacts facts(LinkAttempt attempt, Connection connection, Rights rights) {
        ServerInfo info = connection.getServerInfo();
        return new ServerFacts(
                attempt.server().url(),
                info.getServerName(),
                info.getVersion(),
                account(attempt.port().connectInfo(), rights),
                info.getMaxPayload());
    }

    /** For the thread alone that waits for the end. */
    Doubt doubt() {
        return doubt;
    }

    /** Has the thread that waits for the end look again whether there is a doubt; for any thread. */
    void reconsider() {
        attempt.wake();
    }

    /** The server's own INFO goes before the answers to our request, which others may have sent. */
    private static @Nullable String account(ConnectInfo told, Rights rights) {
        String account = told.account();
        return account != null ? account : rights.account();
    }

    Answering answering() {
        return rights.answering();
    }

    /** The other servers that this one tells of, {@code host:port}. */
    List<String> told() {
        return attempt.told();
    }

    Server server() {
        return attempt.server();
    }

    /**
     * Waits until the connection ends, which it also does when the server is silent for too long; tells why.
     *
     * @param complaints takes the errors that the server tells and that do not end it
     * @param doubted what was doubtful when it was told last; null for nothing
     * @param told told what is doubtful now, where that has changed
     * @throws UnableException when a right is missing; the connection is closed then
     */
    String awaitEnd(RepeatedLines complaints, @Nullable String doubted, Consumer<@Nullable String> told)
            throws UnableException, InterruptedException {
        Duration patience = settings.pings().patience();
        Silence silence = new Silence(patience, System.nanoTime());
        long look = patience.toNanos() / LOOKS;
        long probed = System.nanoTime();
        String known = doubted;
        while (true) {
            String error = attempt.nextError(look);
            if (error != null) {
                judge(error, complaints);
            }
            String now = stillDoubted(complaints);
            if (!Objects.equals(known, now)) {
                known = now;
                told.accept(now);
            }
            if (attempt.isClosed()) {
                return attempt.whyClosed();
            }
            long time = System.nanoTime();
            if (silence.isTooLong(attempt.port().reads(), time)) {
                attempt.discard(connection);
                return "nothing has come from it for " + patience.toMillis() + " ms, not even a PONG";
            }
            if (answering() == Answering.ALLOWED
                    && time - probed > settings.pings().interval().toNanos()) {
                probed = time;
                probe();
            }
        }
    }

    /** What is doubtful, unless an answer shows that nothing is. */
    private @Nullable String stillDoubted(RepeatedLines complaints) throws UnableException, InterruptedException {
        if (doubt.why() != null && isProven(complaints)) {
            doubt.disprove();
        }
        return doubt.why();
    }

    /** Whether an answer has been sent, and the server has taken it. */
    private boolean isProven(RepeatedLines complaints) throws UnableException, InterruptedException {
        if (!attempt.port().hasAnswered()) {
            return false;
        }
        try {
            connection.flush(ROUND_TRIP);
        } catch (TimeoutException | IllegalStateException e) {
            return false;
        }
        for (String error : attempt.errors()) {
            judge(error, complaints);
        }
        return true;
    }

    private void probe() {
        try {
            Rights.probe(connection);
        } catch (IllegalStateException e) {
            log.debug("closed meanwhile: {}", e.getMessage());
        }
    }

    private void judge(String error, RepeatedLines complaints) throws UnableException {
        Violation violation = Violation.of(error);
        if (violation != null && violation.isOfRequests()) {
            attempt.discard(connection);
            throw UnableException.toSubscribe(settings.queueGroup());
        }
        if (violation != null && answering().isLostBy(violation)) {
            attempt.discard(connection);
            throw UnableException.toAnswer();
        }
        complaints.warn(kind(error, violation), "nats-server says: " + error + hint(error, violation));
    }

    /** Subjects of replies are all different. */
    private static String kind(String error, @Nullable Violation violation) {
        return violation == null
                ? error
                : violation.kind() + " " + violation.subject().split("\\.", 2)[0];
    }

    private static String hint(String error, @Nullable Violation violation) {
        UnableException limit = UnableException.ofLimit(error);
        if (limit != null) {
            return "; nats micro does not find this instance: " + UnableException.RAISE
                    + ", or set nats.micro to false";
        }
        return violation != null && violation.subject().startsWith("$SRV.")
                ? "; nats micro does not find this instance: allow $SRV.>, or set nats.micro to false"
                : "";
    }

    /** Takes no new messages, once those that the server had sent before are taken. */
    void unsubscribe() {
        try {
            service.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The client library does not know how to drain what is closed.
            log.debug("closed meanwhile: {}", e.toString());
        }
    }

    /** Sends what is to be sent, and closes the connection. */
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
