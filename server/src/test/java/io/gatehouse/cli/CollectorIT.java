package io.gatehouse.cli;

import static io.gatehouse.tracing.OtlpReceiver.attributes;
import static io.gatehouse.tracing.OtlpReceiver.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.OtelCollector;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.tracing.OtlpReceiver;
import io.gatehouse.tracing.TraceCounts;
import io.gatehouse.tracing.TraceDrop;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces in a real collector of OpenTelemetry: what it has understood it tells in its log, and sends on. */
@Timeout(120)
@Tag("full")
@AgainstNatsServer
@NeedsTool("otelcol")
@SuppressWarnings("try") // closing may be interrupted
class CollectorIT {
    private static final String PASSWORD = "canary-password";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern YAML = Pattern.compile("```yaml\n(receivers:.*?)```", Pattern.DOTALL);

    private static final List<String> STEPS =
            List.of("login", "queue", "admit", "open", "decode", "authorize", "POST", "sign", "seal", "reply");

    /** What the guide on tracing says that a collector needs. */
    private static String ofTheGuide() throws IOException {
        Matcher block = YAML.matcher(Files.readString(Path.of("..", "docs", "guides", "tracing.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** Sends everything on, so that it can be looked at. */
    private static String to(OtlpReceiver end) {
        return """
                exporters: { otlp_http: { endpoint: "%s", compression: none } }
                service: { pipelines: { traces: { exporters: [ debug, otlp_http ] } } }
                """.formatted(end.url());
    }

    private static Stage tracing(OtelCollector collector, String... more) throws IOException, InterruptedException {
        Stage.Builder builder = Stage.config()
                .users("{\"alice\": {\"pass\": \"" + PasswordHashing.bcrypt(PASSWORD, 4)
                        + "\", \"account\": \"APP1\"}}")
                .set("callout.warmup", "0s")
                .set("tracing.endpoint", collector.url())
                .set("tracing.timeout", "2s")
                .set("tracing.headers", "authorization=Bearer canary-header")
                .set("tracing.attributes", "deployment.environment.name=test")
                .set("tracing.ratio", "1");
        for (int i = 0; i < more.length; i += 2) {
            builder.set(more[i], more[i + 1]);
        }
        return builder.open();
    }

    private static void logIn(Stage stage, String user, String password) {
        await(user).atMost(PATIENCE).pollDelay(Duration.ZERO).ignoreExceptions().until(() -> {
            stage.connect(user, password).close();
            return true;
        });
    }

    /** All bytes that were sent on, and all lines that were logged. */
    private static void assertNothingSecretIsIn(OtlpReceiver end, OtelCollector collector) {
        assertThat(end.text()).isNotEmpty().doesNotContain("canary", "alice", "person");
        assertThat(collector.log().lines())
                .noneMatch(line -> line.contains("canary") || line.contains("alice") || line.contains("person"));
    }

    @Test
    void theGuidesConfigurationIsEnough() throws Exception {
        try (OtelCollector collector = OtelCollector.start(ofTheGuide());
                Stage stage = tracing(collector)) {
            logIn(stage, "alice", PASSWORD);

            for (String told : List.of(
                    "-> service.name: Str(gatehouse)",
                    "-> service.instance.id: Str(.+)",
                    "-> deployment.environment.name: Str(test)",
                    "Name +: authorize",
                    "-> gatehouse.verdict: Str(granted)",
                    "-> gatehouse.account: Str(APP1)",
                    "-> gatehouse.rules: Int(0)")) {
                String unused = collector.log().await(told.replace("(", "\\(").replace(")", "\\)"), 0, PATIENCE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "none"})
    void aTraceComesOutAsItWentIn(String compression) throws Exception {
        try (OtlpReceiver end = new OtlpReceiver();
                CountedWebService backend = new CountedWebService();
                OtelCollector collector = OtelCollector.start(ofTheGuide(), to(end));
                Stage stage = tracing(
                        collector,
                        "tracing.compression",
                        compression,
                        "directories.web.type",
                        "http",
                        "directories.web.url",
                        backend.url(),
                        "callout.directory_order",
                        "users,web")) {
            List<Span> trace = traceOfALookup(stage, end);

            assertThat(trace).extracting(Span::getName).containsExactlyInAnyOrderElementsOf(STEPS);
            Span login = named(trace, "login");
            Span question = named(trace, "POST");
            assertThat(attributes(login))
                    .containsAllEntriesOf(Map.of(
                            "gatehouse.verdict", "granted",
                            "gatehouse.origin", "directory",
                            "gatehouse.connection.kind", "Client",
                            "gatehouse.connection.type", "nats"));
            assertThat(login.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
            assertThat(trace)
                    .filteredOn(span -> !span.equals(login) && !span.equals(question))
                    .allSatisfy(step -> assertThat(step.getParentSpanId()).isEqualTo(login.getSpanId()))
                    .allSatisfy(step -> assertThat(step.getStartTimeUnixNano())
                            .isBetween(login.getStartTimeUnixNano(), login.getEndTimeUnixNano()));
            assertThat(question.getParentSpanId())
                    .isEqualTo(named(trace, "authorize").getSpanId());
            assertThat(attributes(question)).containsEntry("http.response.status_code", "200");
            assertThat(backend.traceparents())
                    .contains("00-" + hex(question.getTraceId()) + "-" + hex(question.getSpanId()) + "-01");
            assertThat(end.resource())
                    .containsEntry("service.name", "gatehouse")
                    .containsEntry("deployment.environment.name", "test")
                    .containsKeys("service.version", "service.instance.id");
            assertNothingSecretIsIn(end, collector);
        }
    }

    /** On a busy machine the answer of a lookup may come too late for its login: then somebody else logs in. */
    private static List<Span> traceOfALookup(Stage stage, OtlpReceiver end) {
        Predicate<Span> lookup = span -> span.getName().equals("login")
                && "directory".equals(attributes(span).get("gatehouse.origin"))
                && "granted".equals(attributes(span).get("gatehouse.verdict"));
        AtomicInteger person = new AtomicInteger();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            logIn(stage, "person" + person.incrementAndGet(), CountedWebService.PASSWORD);
            return end.spans().stream().anyMatch(lookup);
        });
        return end.trace(lookup);
    }

    private static Span named(List<Span> trace, String name) {
        return trace.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRefusalIsNoErrorForTheCollectorEither() throws Exception {
        try (OtlpReceiver end = new OtlpReceiver();
                OtelCollector collector = OtelCollector.start(ofTheGuide(), to(end));
                Stage stage = tracing(collector)) {
            stage.assertRefused(stage.as("alice", PASSWORD + "-wrong"));

            List<Span> refused =
                    end.trace(span -> "denied".equals(attributes(span).get("gatehouse.verdict")));
            assertThat(attributes(named(refused, "login"))).containsEntry("gatehouse.reason", "bad_credentials");
            assertThat(refused)
                    .extracting(span -> span.getStatus().getCode())
                    .containsOnly(StatusCode.STATUS_CODE_UNSET);
            assertNothingSecretIsIn(end, collector);
        }
    }

    /** That {@code gzip} is gzip, and {@code none} is not, is seen by a collector that takes nothing compressed. */
    @Test
    void aCollectorThatTakesNothingCompressedGetsItUncompressed() throws Exception {
        String uncompressed = "receivers: { otlp: { protocols: { http: { compression_algorithms: [ \"\" ] } } } }";
        try (OtlpReceiver end = new OtlpReceiver();
                OtelCollector collector = OtelCollector.start(ofTheGuide(), to(end), uncompressed)) {
            try (Stage stage = tracing(collector)) {
                logIn(stage, "alice", PASSWORD);
                TraceCounts counts = stage.service().counters().traces();
                await().atMost(PATIENCE).until(() -> counts.dropped(TraceDrop.EXPORT_FAILED) > 0);
            }
            assertThat(end.requests()).isZero();
            try (Stage stage = tracing(collector, "tracing.compression", "none")) {
                logIn(stage, "alice", PASSWORD);
                assertThat(end.trace(span -> true)).isNotEmpty();
            }
        }
    }

    /** How the collector ends: as it is told to, or with nothing more to say. */
    enum End {
        STOPPED,
        KILLED
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void tracesGoOnAfterARestartOfTheCollector(End how) throws Exception {
        try (OtlpReceiver end = new OtlpReceiver();
                OtelCollector collector = OtelCollector.start(ofTheGuide(), to(end));
                Stage stage = tracing(collector);
                LogCapture log = LogCapture.of(Level.INFO)) {
            TraceCounts counts = stage.service().counters().traces();
            logIn(stage, "alice", PASSWORD);
            await().atMost(PATIENCE).until(() -> counts.exported() > 0);

            if (how == End.KILLED) {
                collector.kill();
            } else {
                collector.stop();
            }
            logIn(stage, "alice", PASSWORD);
            await().atMost(PATIENCE).until(() -> counts.dropped(TraceDrop.EXPORT_FAILED) > 0);
            collector.startAgain();
            int before = end.requests();
            logIn(stage, "alice", PASSWORD);

            await().atMost(PATIENCE).until(() -> end.requests() > before);
            // The collector may have sent them on before it has answered, and before that is logged.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(log.lines())
                            .filteredOn(line -> line.contains("tracing.endpoint"))
                            .satisfiesExactly(
                                    lost -> assertThat(lost).startsWith("WARN").contains("takes no traces"),
                                    again ->
                                            assertThat(again).startsWith("INFO").contains("takes traces again")));
        }
    }
}
