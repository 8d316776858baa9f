package io.gatehouse.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {
    private final Watching watching = new Watching();
    private final AtomicInteger asked = new AtomicInteger();
    private final Authorizer authorizer = (request, deadline) -> {
        asked.incrementAndGet();
        assertThat(request.connect().user()).isEqualTo("rehearsal");
        return new Answer.Ready<>(new Verdict.Denied(DenyReason.BAD_CREDENTIALS));
    };

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRequestGoesTheWholeWay(boolean sealed) {
        long answered = Rehearsal.play(lasting(Duration.ofMillis(300)), sealed, authorizer, new Passing(), watching);

        assertThat(answered).isPositive().isEqualTo(asked.get());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void playsStormsToo(boolean newestFirst) {
        QueueDiscipline discipline = QueueDiscipline.defaults();
        PipelineSettings settings = lasting(
                Duration.ofMillis(500),
                new QueueDiscipline(newestFirst, discipline.target(), discipline.interval(), discipline.maxWait()));
        Rehearsal.play(settings, true, authorizer, new Passing(), watching);

        assertThat(watching.drops(Drop.QUEUE_FULL)).isPositive();
        assertThat(watching.drops(Drop.SHED) > 0).isEqualTo(newestFirst);
    }

    @Test
    void maySkipIt() {
        assertThat(Rehearsal.play(lasting(Duration.ZERO), true, authorizer, new Passing(), watching))
                .isZero();
        assertThat(asked).hasValue(0);
    }

    @Test
    void anAnswerThatCannotBeSentEndsIt() {
        Wire broken = new Passing() {
            @Override
            public boolean send(Envelope request, String replyTo, byte[] body) {
                return false;
            }
        };

        assertThatThrownBy(() -> Rehearsal.play(lasting(Duration.ofSeconds(10)), true, authorizer, broken, watching))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rehearsal");
    }

    /** Counts. */
    private static final class Watching implements Audience, CalloutRecorder {
        private final AtomicLong answers = new AtomicLong();
        private final Map<Drop, Long> drops = new ConcurrentHashMap<>();

        @Override
        public void denied(DenyReason reason, long nanos) {
            answers.incrementAndGet();
        }

        @Override
        public void dropped(Drop reason) {
            drops.merge(reason, 1L, Long::sum);
        }

        @Override
        public CalloutRecorder recorder() {
            return this;
        }

        @Override
        public DecisionListener decisions() {
            return DecisionListener.NONE;
        }

        @Override
        public long answers() {
            return answers.get();
        }

        @Override
        public long drops(Drop reason) {
            return drops.getOrDefault(reason, 0L);
        }
    }

    /** Hands messages over, and takes every answer. */
    private static class Passing implements Wire {
        private final AtomicInteger left = new AtomicInteger(ALL);
        private @Nullable Intake intake;

        @Override
        public void open(Intake audience) {
            intake = audience;
        }

        @Override
        public void bring(List<Unpacked> messages) {
            messages.forEach(message -> requireNonNull(intake).take(message, System.nanoTime(), messages.size() == 1));
        }

        @Override
        public void letThrough(int answers) {
            left.set(answers);
        }

        @Override
        public boolean send(Envelope request, String replyTo, byte[] body) {
            left.decrementAndGet();
            return true;
        }

        @Override
        public int maxPayload() {
            return DEFAULT_MAX_PAYLOAD;
        }

        @Override
        public boolean isBackedUp() {
            return left.get() <= 0;
        }

        @Override
        public void flush() {}
    }

    private static PipelineSettings lasting(Duration time) {
        return lasting(time, QueueDiscipline.defaults());
    }

    private static PipelineSettings lasting(Duration time, QueueDiscipline discipline) {
        return new PipelineSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                1,
                10,
                discipline,
                SignatureRule.PER_SERVER,
                time,
                PipelineSettings.defaultPendingBytes());
    }
}
