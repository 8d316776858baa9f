package io.gatehouse.tracing;

import static io.gatehouse.tracing.OtlpReceiver.attributes;
import static io.gatehouse.tracing.OtlpReceiver.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Secret;
import io.gatehouse.testbed.KeptPort;
import io.gatehouse.tracing.LoginSpan.Kind;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector gets over HTTP, and what becomes of it when there is none that takes it. */
@Timeout(60)
class OtlpSinkTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TracedLogin LOGIN = new TracedLogin(
            TRACE,
            List.of(
                    span("b7ad6b7169203331", null, "login", Kind.SERVER, Map.of("rules", 2L), "undecided"),
                    span("00f067aa0ba902b7", "b7ad6b7169203331", "POST", Kind.CLIENT, Map.of("a", "b"), "500"),
                    span("00f067aa0ba902b8", "b7ad6b7169203331", "open", Kind.INTERNAL, Map.of(), null)));

    private static LoginSpan span(
            String id,
            @Nullable String parent,
            String name,
            Kind kind,
            Map<String, Object> attributes,
            @Nullable String error) {
        return new LoginSpan(id, parent, name, kind, 1_000_000_007, 2_000_000_009, attributes, error);
    }

    private static TracingSettings settings(String url, Duration timeout, TraceCompression compression) {
        return new TracingSettings(
                URI.create(url + "/v1/traces"),
                Secret.of("authorization=Bearer canary"),
                1,
                "gatehouse",
                List.of("deployment.environment.name=test"),
                timeout,
                16,
                compression,
                null);
    }

    private static TraceSink sink(TracingSettings settings) {
        return new OtlpSink(settings, settings::headersByName, "gate-1", "0.2.0");
    }

    private static @Nullable String send(
            String url, Duration timeout, TraceCompression compression, Duration patience) {
        try (TraceSink sink = sink(settings(url, timeout, compression))) {
            return sink.send(List.of(LOGIN), patience);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCollectorGetsTheSpansAsTheyAre(TraceCompression compression) throws IOException {
        try (OtlpReceiver collector = new OtlpReceiver()) {
            assertThat(send(collector.url(), PATIENCE, compression, PATIENCE)).isNull();

            List<Span> spans = collector.spans();
            assertThat(spans).extracting(Span::getName).containsExactly("login", "POST", "open");
            assertThat(spans).allMatch(span -> hex(span.getTraceId()).equals(TRACE));
            assertThat(spans)
                    .extracting(Span::getKind)
                    .containsExactly(
                            Span.SpanKind.SPAN_KIND_SERVER,
                            Span.SpanKind.SPAN_KIND_CLIENT,
                            Span.SpanKind.SPAN_KIND_INTERNAL);
            assertThat(spans)
                    .extracting(span -> hex(span.getParentSpanId()))
                    .containsExactly("", "b7ad6b7169203331", "b7ad6b7169203331");
            assertThat(spans)
                    .extracting(span -> span.getStatus().getCode())
                    .containsExactly(
                            StatusCode.STATUS_CODE_ERROR, StatusCode.STATUS_CODE_ERROR, StatusCode.STATUS_CODE_UNSET);
            assertThat(spans.get(0).getStatus().getMessage()).isEqualTo("undecided");
            assertThat(spans.get(0).getStartTimeUnixNano()).isEqualTo(1_000_000_007);
            assertThat(spans.get(0).getEndTimeUnixNano()).isEqualTo(2_000_000_009);
            assertThat(attributes(spans.get(0))).containsExactlyEntriesOf(Map.of("rules", "2"));
            assertThat(collector.resource())
                    .isEqualTo(Map.of(
                            "service.name", "gatehouse",
                            "service.version", "0.2.0",
                            "service.instance.id", "gate-1",
                            "deployment.environment.name", "test"));
            assertThat(collector.authorizations()).containsExactly("Bearer canary");
            assertThat(collector.text()).doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 500})
    void aCollectorThatRefusesTakesNothing(int status) throws IOException {
        try (OtlpReceiver collector = new OtlpReceiver()) {
            collector.answerWith(status);

            assertThat(send(collector.url(), PATIENCE, TraceCompression.GZIP, PATIENCE))
                    .isNotNull()
                    .doesNotContain("canary");
        }
    }

    @Test
    void aCollectorThatAnswersNothingIsGivenUp() throws IOException {
        try (OtlpReceiver collector = new OtlpReceiver()) {
            collector.hang();

            assertThat(send(collector.url(), Duration.ofMillis(100), TraceCompression.GZIP, PATIENCE))
                    .isNotNull();
            assertThat(send(collector.url(), PATIENCE, TraceCompression.GZIP, Duration.ofMillis(100)))
                    .isEqualTo("no answer in time");
        }
    }

    @Test
    void eachRequestHasTheHeadersOfThatMoment() throws IOException {
        AtomicReference<Map<String, String>> headers = new AtomicReference<>(Map.of("authorization", "Bearer first"));
        try (OtlpReceiver collector = new OtlpReceiver();
                TraceSink sink = new OtlpSink(
                        settings(collector.url(), PATIENCE, TraceCompression.NONE), headers::get, "gate-1", "0.2.0")) {
            assertThat(sink.send(List.of(LOGIN), PATIENCE)).isNull();
            headers.set(Map.of("authorization", "Bearer second"));
            assertThat(sink.send(List.of(LOGIN), PATIENCE)).isNull();

            assertThat(collector.authorizations()).containsExactlyInAnyOrder("Bearer first", "Bearer second");
        }
    }

    /** Each of them would keep a thread of the exporter, which has few. */
    @Test
    void answersThatDoNotEndKeepNothingFromBeingSent() throws IOException {
        int many = Math.max(5, Runtime.getRuntime().availableProcessors()) + 1;
        try (OtlpReceiver collector = new OtlpReceiver();
                TraceSink sink = sink(settings(collector.url(), PATIENCE, TraceCompression.GZIP))) {
            collector.endless(true);
            for (int i = 1; i <= many; i++) {
                assertThat(sink.send(List.of(LOGIN), Duration.ofMillis(300))).isEqualTo("no answer in time");
            }
            collector.endless(false);

            assertThat(sink.send(List.of(LOGIN), PATIENCE)).isNull();
        }
    }

    @Test
    void noSpanEndsBeforeItBegins() {
        LoginSpan late = new LoginSpan("b7ad6b7169203331", null, "sign", Kind.INTERNAL, 2, 1, Map.of(), null);
        assertThat(late.endedAt()).isEqualTo(2);
    }

    @Test
    void aCollectorThatIsGoneTakesNothing() throws IOException {
        int port = KeptPort.free();
        assertThat(send("http://127.0.0.1:" + port, Duration.ofMillis(500), TraceCompression.GZIP, PATIENCE))
                .isNotNull();
    }
}
