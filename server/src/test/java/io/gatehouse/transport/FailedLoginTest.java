package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.NoConnectionException.Reason;
import io.gatehouse.nats.SingleConnect;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not let the service in: how soon that is known, and what is said of it. */
class FailedLoginTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** What is sent has been read by then, also on a busy machine. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final String SILENT =
            ", and it has not sent its INFO: if it begins with TLS (handshake_first), set nats.tls.first to true";

    /** So that no short timeout has to do with the loading of classes. */
    @BeforeAll
    static void warmUp() {
        failure(LONG, connection -> connection.expect("CONNECT ", "PING").halfClose());
    }

    /** The server goes on listening: nobody has to wait until it closes the connection, or for a timeout. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization Violation",
                "User Authentication Expired",
                "User Authentication Revoked",
                "Account Authentication Expired"
            })
    void aRefusalIsKnownAtOnce(String error) {
        NoConnectionException failure = failure(
                LONG, connection -> connection.expect("CONNECT ", "PING").send("-ERR '" + error + "'\r\n"));

        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure).hasMessageStartingWith("it refuses our login");
    }

    @Test
    void aServerThatIsLateHasNotRefused() {
        NoConnectionException failure = failure(
                LONG, connection -> connection.expect("CONNECT ", "PING").send("-ERR 'Authentication Timeout'\r\n"));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageStartingWith("no answer to our login in time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maximum connections exceeded", "maximum account active connections exceeded", "Unknown"})
    void anotherErrorIsTold(String error) {
        NoConnectionException failure = failure(
                LONG,
                connection -> connection
                        .expect("CONNECT ", "PING")
                        .send("-ERR '" + error + "'\r\n")
                        .close());

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining("nats-server says: " + error);
    }

    @Test
    void itClosesWithoutAWord() {
        NoConnectionException failure = failure(
                LONG, connection -> connection.expect("CONNECT ", "PING").halfClose());

        assertThat(failure.reason()).isEqualTo(Reason.CLOSED);
        assertThat(failure).hasMessage("nats-server closed the connection without a word");
    }

    @Test
    void itCrashesBehindOurLogin() {
        NoConnectionException failure = failure(
                LONG, connection -> connection.expect("CONNECT ", "PING").reset());

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining("Connection reset");
    }

    @Test
    void itNeverAnswersTheLogin() {
        NoConnectionException failure =
                failureAfter(SHORT, InfoLine.usual().toString(), connection -> connection.expect("CONNECT ", "PING"));

        assertThat(failure).hasMessageStartingWith("no answer to our login in time");
    }

    @Test
    void itNeverGreets() {
        assertThat(failureAfter(Duration.ofMillis(200), "", connection -> {})).hasMessage("no answer in time" + SILENT);
    }

    @Test
    void itStopsInTheMiddleOfItsGreeting() {
        assertThat(failureAfter(SHORT, "INFO {\"server_id\":", connection -> {}))
                .hasMessage("no answer in time");
    }

    static Stream<Arguments> wrongGreetings() {
        String unknown = "nats-server sent something that is not an operation of its protocol";
        return Stream.of(
                arguments("", "closed by nats-server" + SILENT),
                arguments("INFO {\"server_id\":", "closed by nats-server"),
                arguments("HTTP/1.1 400 Bad Request\r\n", unknown),
                arguments("\u0016\u0003\u0003\u0000\u0002", unknown),
                arguments("info {}\r\n", unknown),
                arguments("+OK\r\n", "Received non-info initial message."),
                arguments("PONG\r\n", "nats-server sent a PONG before our PING"),
                arguments("INFO {}\rPING\r\n", "nats-server sent a line with a carriage return in it"));
    }

    @ParameterizedTest
    @MethodSource("wrongGreetings")
    void itGreetsAsNoServerDoes(String greeting, String message) {
        assertThat(failureAfter(LONG, greeting, ScriptedConnection::halfClose)).hasMessage(message);
    }

    @Test
    void aMessageBeforeOurLoginIsAnswered() {
        NoConnectionException failure = failure(
                LONG,
                connection ->
                        connection.expect("CONNECT ", "PING").send("MSG $SYS.REQ.USER.AUTH 1 r 1\r\nx\r\nPONG\r\n"));

        assertThat(failure).hasMessage("nats-server sent a message before it had answered our login");
    }

    @Test
    void nobodyListens() {
        ScriptedServer server = ScriptedServer.start();
        server.close();

        assertThat(failed(server, LONG)).hasMessageContaining("Connection refused");
    }

    /** @param script goes on behind the greeting */
    private static NoConnectionException failure(Duration timeout, Consumer<ScriptedConnection> script) {
        return failureAfter(timeout, InfoLine.usual().toString(), script);
    }

    private static NoConnectionException failureAfter(
            Duration timeout, String greeting, Consumer<ScriptedConnection> script) {
        try (ScriptedServer server = ScriptedServer.start()) {
            CompletableFuture<NoConnectionException> failure =
                    CompletableFuture.supplyAsync(() -> failed(server, timeout));
            script.accept(server.accept().send(greeting));
            return failure.orTimeout(ScriptedServer.LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private static NoConnectionException failed(ScriptedServer server, Duration timeout) {
        NatsSettings settings = LinkScene.of(server).connectTimeout(timeout).build();
        return catchThrowableOfType(
                NoConnectionException.class,
                () -> SingleConnect.to(
                        settings.inTurn().get(0),
                        each -> new LinkAttempt(each, new Taken(), port -> {}, () -> {}),
                        attempt -> options(settings, attempt)));
    }

    private static Options.Builder options(NatsSettings settings, LinkAttempt attempt) throws IOException {
        return NatsOptions.of(settings, attempt)
                .dataPortType(RequestPort.class.getName())
                .readerExecutor(new ReaderThreads(attempt::port));
    }
}
