package io.gatehouse.spans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoginTraceTest {
    private final LoginTrace trace = LoginTrace.begin();

    @Test
    void idsAreThoseOfTraceContextAndEachIsAnother() {
        assertThat(trace.traceId()).matches("[0-9a-f]{32}");
        Set<String> ids = Stream.concat(
                        Stream.of(trace.spanId(), trace.authorizeId()),
                        Stream.generate(trace::newId).limit(1000))
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(1002).allMatch(id -> id.matches("[0-9a-f]{16}"));
    }

    @Test
    void timesAreThoseOfTheDay() {
        long nanos = trace.sinceEpoch(System.nanoTime());

        Instant told = Instant.ofEpochSecond(0, nanos);
        assertThat(Duration.between(told, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aBackendIsToldWhoAsks() {
        BackendCall call = trace.ask("POST", Map.of());

        String id = trace.asked(System.nanoTime()).get(0).spanId();
        assertThat(call.traceparent()).isEqualTo("00-" + trace.traceId() + "-" + id + "-01");
    }

    @Test
    void whatIsToldAfterTheEndOfAQuestionIsNotNoted() {
        BackendCall call = trace.ask("POST", Map.of("server.port", 80L));
        call.answered(204);
        call.failed(new IOException("canary"));
        call.cancelled();

        BackendSpan span = trace.asked(System.nanoTime()).get(0);
        assertThat(span.error()).isNull();
        assertThat(span.attributes()).isEqualTo(Map.of("server.port", 80L, "http.response.status_code", 204L));
    }

    @Test
    void aFailureIsToldByItsKind() {
        trace.ask("POST", Map.of()).failed(new IOException("canary"));
        trace.ask("POST", Map.of()).answered(503);
        trace.ask("POST", Map.of()).cancelled();

        assertThat(trace.asked(System.nanoTime()))
                .extracting(BackendSpan::error)
                .containsExactly("java.io.IOException", "503", "cancelled");
    }

    /** The trace is made when the login has ended, and the answer may come later. */
    @Test
    void aQuestionThatHasNoAnswerYetIsLate() {
        BackendCall call = trace.ask("POST", Map.of());
        long now = System.nanoTime();

        List<BackendSpan> asked = trace.asked(now);
        call.answered();

        assertThat(asked).extracting(BackendSpan::error).containsExactly("timeout");
        assertThat(asked.get(0).endedAt()).isEqualTo(now);
    }

    @Test
    void noMoreQuestionsAreNotedThanThereIsRoomFor() {
        for (int i = 0; i < 2 * LoginTrace.MOST_CALLS; i++) {
            trace.ask("POST", Map.of()).answered();
        }
        assertThat(trace.asked(System.nanoTime())).hasSize(LoginTrace.MOST_CALLS);
    }
}
