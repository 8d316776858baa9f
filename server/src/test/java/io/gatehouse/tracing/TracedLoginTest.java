package io.gatehouse.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.pipeline.SampleDecision;
import io.gatehouse.spans.BackendCall;
import io.gatehouse.spans.LoginStep;
import io.gatehouse.spans.LoginTrace;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracedLoginTest {
    /** What an object, a text and an entry of a map take beside their content, or more. */
    private static final int OBJECT = 128;

    private static final int MOST_BYTES = 64 * 1024;

    private static long bytes(LoginSpan span) {
        return OBJECT
                + span.attributes().entrySet().stream()
                        .mapToLong(entry -> 2 * OBJECT
                                + 2L * entry.getKey().length()
                                + 2L * String.valueOf(entry.getValue()).length())
                        .sum();
    }

    /** So many of them wait as are configured: each has a bound too. */
    @Test
    void takesABoundedAmountOfMemory() {
        LoginTrace trace = LoginTrace.begin();
        for (LoginStep step : LoginStep.values()) {
            trace.begins(step);
        }
        String large = "x".repeat(100_000);
        for (int i = 0; i < 1_000; i++) {
            BackendCall call = trace.ask("GET", Map.of("gatehouse.directory", large, "server.address", large));
            call.answered(500);
        }

        TracedLogin login = TracedLogin.of(SampleDecision.granted(1), trace);

        assertThat(login.spans().stream().mapToLong(TracedLoginTest::bytes).sum())
                .isLessThan(MOST_BYTES);
    }
}
