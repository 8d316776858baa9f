package io.gatehouse.cli;

import static io.gatehouse.tracing.OtlpReceiver.attributes;
import static io.gatehouse.tracing.OtlpReceiver.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.tracing.OtlpReceiver;
import io.gatehouse.tracing.TraceCounts;
import io.gatehouse.tracing.TraceDrop;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Traces of real logins, as a collector gets them. */
@Timeout(120)
@Tag("heavy")
@AgainstNatsServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings({"NullAway.Init", "try"}) // closing may be interrupted
class TracingIT {
    private static final String PASSWORD = "canary-password";

    /** A client whose login gets no answer, as while the web service's failures are remembered, needs some seconds to come again. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> STEPS =
            List.of("login", "queue", "admit", "open", "decode", "authorize", "sign", "seal", "reply");

    private OtlpReceiver collector;
    private CountedWebService backend;
    private Stage stage;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        collector = new OtlpReceiver();
        backend = new CountedWebService();
        stage = open(collector, backend);
    }

    @AfterAll
    void close() {
        stage.close();
        collector.close();
        backend.close();
    }

    /** With alice in a file, and everybody else in a web service. */
    private static Stage open(OtlpReceiver collector, CountedWebService backend, String... more)
            throws IOException, InterruptedException {
        Stage.Builder builder = Stage.config()
                .users("{\"alice\": {\"pass\": \"" + PasswordHashing.bcrypt(PASSWORD, 4)
                        + "\", \"account\": \"APP1\"}}")
                .set("directories.web.type", "http")
                .set("directories.web.url", backend.url())
                .set("directories.web.guard.max_retries", "0")
                .set("callout.directory_order", "users,web")
                .set("callout.warmup", "0s")
                .set("tracing.endpoint", collector.url())
                .set("tracing.headers", "authorization=Bearer canary-header")
                .set("tracing.ratio", "1");
        for (int i = 0; i < more.length; i += 2) {
            builder.set(more[i], more[i + 1]);
        }
        return builder.open();
    }

    /** As clients do: who gets no answer comes again. */
    private static void logIn(Stage deployment, String user, String password) {
        await(user).atMost(PATIENCE).pollDelay(Duration.ZERO).ignoreExceptions().until(() -> {
            deployment.connect(user, password).close();
            return true;
        });
    }

    private static Predicate<Span> login(String attribute, String value) {
        return span -> value.equals(attributes(span).get("gatehouse." + attribute));
    }

    private static Span named(List<Span> trace, String name) {
        return trace.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void assertNothingSecretWasSent() {
        assertThat(collector.text())
                .isNotEmpty()
                .doesNotContain("canary", "alice", "person", CountedWebService.PASSWORD);
        assertThat(collector.authorizations()).isNotEmpty().containsOnly("Bearer canary-header");
    }

    @Test
    void aLoginFromMemoryIsATraceOfItsSteps() throws Exception {
        logIn(stage, "alice", PASSWORD);
        logIn(stage, "alice", PASSWORD);

        List<Span> trace = collector.trace(login("origin", "cache"));
        assertThat(trace).extracting(Span::getName).containsExactlyElementsOf(STEPS);
        Span whole = trace.get(0);
        assertThat(whole.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(whole.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
        assertThat(attributes(whole))
                .containsAllEntriesOf(Map.of(
                        "gatehouse.verdict", "granted",
                        "gatehouse.account", "APP1",
                        "gatehouse.directory", "users",
                        "gatehouse.rules", "0",
                        "gatehouse.connection.kind", "Client",
                        "gatehouse.connection.type", "nats"))
                .containsKey("gatehouse.server")
                .hasSize(8);
        assertThat(trace.subList(1, trace.size())).allSatisfy(step -> {
            assertThat(step.getParentSpanId()).isEqualTo(whole.getSpanId());
            assertThat(step.getStartTimeUnixNano()).isGreaterThanOrEqualTo(whole.getStartTimeUnixNano());
            assertThat(step.getEndTimeUnixNano()).isBetween(step.getStartTimeUnixNano(), whole.getEndTimeUnixNano());
        });
        assertThat(collector.resource())
                .containsEntry("service.name", "gatehouse")
                .containsKey("service.instance.id");
        assertNothingSecretWasSent();
    }

    @Test
    void aBackendIsAskedInTheTraceOfTheLogin() throws Exception {
        logIn(stage, "person", CountedWebService.PASSWORD);

        List<Span> trace = collector.trace(login("directory", "web"));
        assertThat(attributes(trace.get(0))).containsEntry("gatehouse.verdict", "granted");
        Span question = named(trace, "POST");
        assertThat(question.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(question.getParentSpanId())
                .isEqualTo(named(trace, "authorize").getSpanId());
        assertThat(attributes(question))
                .containsAllEntriesOf(Map.of(
                        "gatehouse.directory", "web",
                        "http.request.method", "POST",
                        "http.response.status_code", "200",
                        "server.address", "127.0.0.1",
                        "url.scheme", "http"))
                .containsOnlyKeys(
                        "gatehouse.directory",
                        "http.request.method",
                        "http.response.status_code",
                        "server.address",
                        "server.port",
                        "url.scheme");
        assertThat(backend.traceparents())
                .contains("00-" + hex(question.getTraceId()) + "-" + hex(question.getSpanId()) + "-01");
        assertNothingSecretWasSent();
    }

    @Test
    void aRefusalIsNoErrorAndASilenceIsOne() throws Exception {
        stage.assertRefused(stage.as("alice", PASSWORD + "-wrong"));
        backend.answerWith(500);
        stage.assertRefused(stage.as("another-person", PASSWORD));
        backend.answerWith(200);

        List<Span> refused = collector.trace(login("verdict", "denied"));
        assertThat(attributes(refused.get(0))).containsEntry("gatehouse.reason", "bad_credentials");
        assertThat(refused).extracting(span -> span.getStatus().getCode()).containsOnly(StatusCode.STATUS_CODE_UNSET);
        List<Span> silent = collector.trace(login("reason", "undecided"));
        assertThat(attributes(silent.get(0))).containsEntry("gatehouse.verdict", "no_answer");
        assertThat(silent)
                .filteredOn(span -> span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR)
                .extracting(Span::getName)
                .containsExactly("login", "authorize", "POST");
        assertThat(attributes(named(silent, "POST"))).containsKey("error.type");
        assertNothingSecretWasSent();
    }

    @Test
    void loginsGoOnWhenTheCollectorHangsAndWhatIsLostIsCounted() throws Exception {
        try (OtlpReceiver hanging = new OtlpReceiver();
                Stage other = open(hanging, backend, "tracing.timeout", "100ms", "tracing.queue", "16");
                LogCapture log = LogCapture.of(Level.INFO)) {
            hanging.hang();
            TraceCounts counts = other.service().counters().traces();
            logIn(other, "alice", PASSWORD);
            await().atMost(PATIENCE).until(() -> counts.dropped(TraceDrop.EXPORT_FAILED) > 0);
            logIn(other, "alice", PASSWORD);
            await().atMost(PATIENCE).until(() -> counts.dropped(TraceDrop.EXPORT_FAILED) > 1);

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("tracing.endpoint"))
                    .hasSize(1);
            assertThat(counts.exported()).isZero();
        }
    }

    @Test
    void aLoginThatIsNotChosenIsNotTracedAndItsBackendIsToldNothing() throws Exception {
        try (OtlpReceiver unused = new OtlpReceiver();
                CountedWebService asked = new CountedWebService()) {
            try (Stage other = open(unused, asked, "tracing.ratio", "0")) {
                logIn(other, "person", CountedWebService.PASSWORD);
            }
            assertThat(unused.requests()).isZero();
            assertThat(asked.asked()).isPositive();
            assertThat(asked.traceparents()).isEmpty();
        }
    }
}
