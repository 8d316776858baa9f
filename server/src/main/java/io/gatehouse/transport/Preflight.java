package io.gatehouse.transport;

import io.gatehouse.claims.UserInfo;
import io.gatehouse.nats.Attempt;
import io.gatehouse.nats.ClientLogin;
import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NkeyLogin;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.SingleConnect;
import io.gatehouse.nats.UserInfoRequest;
import io.gatehouse.policy.text.PeerText;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the service's own user that examines a server and answers no requests: it subscribes outside of the queue
 * group, so that no instance loses a request to it.
 */
public final class Preflight implements Probe {
    private static final String USER_INFO = "$SYS.REQ.USER.INFO";
    private static final String SERVER_PING = "$SYS.REQ.SERVER.PING";
    private static final String XKEY_HEADER = "Nats-Server-Xkey";
    private static final Duration ROUND_TRIP = Duration.ofSeconds(2);

    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");
    private static final Pattern LISTENS = Pattern.compile("\"(\\$SYS\\.REQ\\.USER\\.AUTH [^\"]+)\"");
    private static final Pattern ACCOUNT = Pattern.compile("\"account\":\"([^\"]+)\"");

    /** How many requests are looked at for each login: on a busy server there are others between. */
    private static final int MAX_OBSERVED = 2000;

    private final NatsSettings settings;
    private final Connection connection;

    private Preflight(NatsSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /**
     * What the server says of itself and of us.
     *
     * @param account the account that we are in; null when the server does not say
     * @param maxPayload how many bytes it takes from us in one message; 0 or less when it does not say
     * @param clockAhead how far its clock is ahead of ours; null when it does not say
     * @param listens the subjects that our permissions name, each with the queue group that it is for, if any
     */
    public record Facts(
            String name,
            String version,
            boolean hasAuthCallout,
            @Nullable String account,
            long maxPayload,
            @Nullable Duration clockAhead,
            List<String> listens) {
        public Facts {
            name = PeerText.of(name);
            version = PeerText.of(version);
            listens = List.copyOf(listens);
        }

        /** Whether our permissions name the callout's subject for a queue group. */
        public boolean mayListenInQueue(String group) {
            return listens.contains(CalloutService.SUBJECT + " " + group)
                    || listens.contains(CalloutService.SUBJECT + " *")
                    || listens.contains(CalloutService.SUBJECT + " >");
        }
    }

    /** A request that passed while a client logged in; the header names the xkey that it is sealed with. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Observed(byte[] body, @Nullable String xkeyHeader) {}

    /** Sees requests pass, and may answer them. */
    @FunctionalInterface
    public interface Observer {
        /** The answer to send; null for none. */
        byte @Nullable [] onRequest(Observed request);
    }

    /**
     * How a login ended, and how long it took.
     *
     * @param mayNotListen whether the server did not let us subscribe to the requests
     * @param mayNotAnswer whether the server did not let us publish an answer
     */
    public record LoginResult(boolean accepted, Duration took, boolean mayNotListen, boolean mayNotAnswer) {}

    /** Connects once, as the service would. */
    public static Preflight connect(NatsSettings settings) throws NoConnectionException {
        try {
            NatsSettings patient = settings.as(settings.name(), settings.login(), SingleConnect.PATIENT);
            return new Preflight(
                    settings, SingleConnect.toAny(settings.inTurn(), attempt -> NatsOptions.of(patient, attempt)));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static NoConnectionException interrupted() {
        Thread.currentThread().interrupt();
        return new NoConnectionException("interrupted");
    }

    /** What the client library says when the connection that it is to use is closed. */
    private NoConnectionException closed() {
        String error = connection.getLastError();
        return new NoConnectionException(
                NoConnectionException.Reason.CLOSED,
                error == null
                        ? "it closed our connection"
                        : "it closed our connection with \"" + PeerText.of(error) + '"');
    }

    /**
     * Asks the server who it is, and who we are.
     *
     * @throws NoConnectionException when the server has closed the connection
     */
    @Override
    public Facts facts() throws InterruptedException, NoConnectionException {
        Instant before = Clock.systemUTC().instant();
        Message reply = request(USER_INFO);
        Duration half = Duration.between(before, Clock.systemUTC().instant()).dividedBy(2);
        String info = reply == null ? "" : new String(reply.getData(), StandardCharsets.UTF_8);
        return new Facts(
                connection.getServerInfo().getServerName(),
                connection.getServerInfo().getVersion(),
                connection.getServerInfo().isSameOrNewerThanVersion("2.10.0"),
                first(ACCOUNT, info),
                connection.getMaxPayload(),
                clockAhead(first(TIME, info), before.plus(half)),
                LISTENS.matcher(info).results().map(match -> match.group(1)).toList());
    }

    private @Nullable Message request(String subject) throws InterruptedException, NoConnectionException {
        try {
            return connection.request(subject, new byte[0], ROUND_TRIP);
        } catch (IllegalStateException e) {
            throw closed();
        }
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static @Nullable Duration clockAhead(@Nullable String time, Instant ours) {
        try {
            return time == null ? null : Duration.between(ours, Instant.parse(time));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Logs a client in, and shows the observer the requests that pass meanwhile. */
    @Override
    public LoginResult login(ClientLogin client, Observer observer) throws NoConnectionException {
        Dispatcher dispatcher = dispatcher(observer);
        try {
            connection.clearLastError();
            dispatcher.subscribe(CalloutService.SUBJECT).unsubscribe(CalloutService.SUBJECT, MAX_OBSERVED);
            connection.flush(ROUND_TRIP);
            boolean mayNotListen = hasError("Permissions Violation for Subscription");
            LoginResult result = logIn(client);
            awaitRequests(dispatcher);
            boolean mayNotAnswer = hasError("Permissions Violation for Publish");
            return new LoginResult(result.accepted(), result.took(), mayNotListen, mayNotAnswer);
        } catch (TimeoutException e) {
            throw new NoConnectionException("the server does not answer: " + e.getMessage());
        } catch (IllegalStateException e) {
            throw closed();
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            end(dispatcher);
        }
    }

    private Dispatcher dispatcher(Observer observer) throws NoConnectionException {
        try {
            return connection.createDispatcher(message -> show(message, observer));
        } catch (IllegalStateException e) {
            throw closed();
        }
    }

    private boolean hasError(String text) {
        String error = connection.getLastError();
        return error != null && error.contains(text);
    }

    private void end(Dispatcher dispatcher) {
        if (connection.getStatus() != Connection.Status.CLOSED) {
            connection.closeDispatcher(dispatcher);
        }
    }

    /** A refusal may be quicker than the request that it is an answer to: what the server has sent is shown first. */
    private void awaitRequests(Dispatcher dispatcher) throws InterruptedException, TimeoutException {
        connection.flush(ROUND_TRIP);
        try {
            dispatcher.drain(ROUND_TRIP).get(ROUND_TRIP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the observer of requests failed", e);
        }
    }

    private void show(Message message, Observer observer) {
        Headers headers = message.getHeaders();
        String xkey = headers == null ? null : headers.getFirst(XKEY_HEADER);
        byte[] answer = observer.onRequest(new Observed(message.getData(), xkey));
        if (answer != null && message.getReplyTo() != null) {
            connection.publish(message.getReplyTo(), answer);
        }
    }

    /**
     * Servers up to 2.14.7 and 2.15.0 close a connection without a word when the callout does not answer in time, so any end
     * of the login is one, as long as our own connection is up; that is seen afterwards.
     */
    private LoginResult logIn(ClientLogin client) throws InterruptedException {
        NatsSettings stranger = settings.as(
                "gatehouse-check",
                new NatsSettings.Login.UserPassword(client.user(), client.password()),
                SingleConnect.PATIENT);
        long begin = System.nanoTime();
        try {
            SingleConnect.toAny(settings.inTurn(), attempt -> options(stranger, client, attempt))
                    .close();
            return new LoginResult(true, Duration.ofNanos(System.nanoTime() - begin), false, false);
        } catch (NoConnectionException e) {
            return new LoginResult(false, Duration.ofNanos(System.nanoTime() - begin), false, false);
        }
    }

    private static Options.Builder options(NatsSettings stranger, ClientLogin client, Attempt attempt)
            throws IOException {
        Options.Builder options = NatsOptions.of(stranger, attempt);
        return client.sentinel() == null ? options : options.authHandler(NkeyLogin.of(client.sentinel()));
    }

    /**
     * Looks the JWT of an account up on the server, with credentials of the system account.
     *
     * @return null when the server does not know the account, or the credentials are not of the system account
     */
    public static @Nullable String accountJwt(NatsSettings settings, Path sysCreds, String account)
            throws NoConnectionException {
        try (Preflight preflight = connect(system(settings, sysCreds))) {
            String subject = "$SYS.REQ.ACCOUNT." + account + ".CLAIMS.LOOKUP";
            Message reply = preflight.request(subject);
            return reply == null || reply.getData().length == 0
                    ? null
                    : new String(reply.getData(), StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static NatsSettings system(NatsSettings settings, Path sysCreds) {
        return settings.as("gatehouse-check", new NatsSettings.Login.Creds(sysCreds), settings.connectTimeout());
    }

    /** Whether credentials are of the system account, as far as the server lets their user see. */
    public static boolean isOfSystemAccount(NatsSettings settings, Path sysCreds) throws NoConnectionException {
        try (Preflight preflight = connect(system(settings, sysCreds))) {
            return preflight.isOfSystemAccount();
        }
    }

    /**
     * Whether servers answer us as they answer the system account alone. They are not asked where our permissions are known
     * to forbid it: that would be an error in the server's log.
     */
    @Override
    public boolean isOfSystemAccount() throws NoConnectionException {
        try {
            Message reply = request(USER_INFO);
            UserInfo user = reply == null ? null : UserInfoRequest.read(reply);
            return (user == null || user.publishing().include(SERVER_PING)) && request(SERVER_PING) != null;
        } catch (InterruptedException e) {
            throw interrupted();
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
}
