package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Verdict;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class RehearsalTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final Authorizer authorizer = (request, deadline) -> {
        asked.incrementAndGet();
        assertThat(request.connect().user()).isEqualTo("rehearsal");
        return Mono.just(new Verdict.Denied(DenyReason.BAD_CREDENTIALS));
    };

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRequestGoesTheWholeWay(boolean sealed) {
        int answered = Rehearsal.play(lasting(Duration.ofMillis(300)), sealed, authorizer);

        assertThat(answered).isPositive().isEqualTo(asked.get());
    }

    @Test
    void maySkipIt() {
        assertThat(Rehearsal.play(lasting(Duration.ZERO), true, authorizer)).isZero();
        assertThat(asked).hasValue(0);
    }

    private static PipelineSettings lasting(Duration time) {
        return new PipelineSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                1,
                10,
                QueueDiscipline.defaults(),
                SignatureRule.PER_SERVER,
                time);
    }
}
