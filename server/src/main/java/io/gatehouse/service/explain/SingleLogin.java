package io.gatehouse.service.explain;

import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.Gate;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.pipeline.ReplayGuard;
import io.gatehouse.pipeline.Snapshot;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.pipeline.message.Replies;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Takes one message through a gate of its own. */
final class SingleLogin {
    /** The first login of a process takes longer than any after it. */
    private static final Duration LEAST_BUDGET = Duration.ofSeconds(10);

    private static final int REPLAYS = 16;

    private SingleLogin() {}

    /** What the message ends with. */
    static Decision decide(
            PipelineSettings settings, Snapshot snapshot, Envelope message, Clock clock, int maxPayload) {
        CompletableFuture<Decision> end = new CompletableFuture<>();
        PipelineSettings patient = patient(settings);
        ReplayGuard replays = new ReplayGuard(REPLAYS, patient.budget().toNanos(), System::nanoTime);
        Gate gate = new Gate(
                patient,
                () -> snapshot,
                new NoReplies(maxPayload),
                (decision, requests) -> end.complete(decision),
                System::nanoTime,
                replays,
                clock);
        try {
            gate.take(MessageBatch.of(message, System.nanoTime(), true));
            return end.orTimeout(2 * patient.budget().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } finally {
            gate.dispose();
        }
    }

    private static PipelineSettings patient(PipelineSettings settings) {
        Duration budget = settings.budget().compareTo(LEAST_BUDGET) < 0 ? LEAST_BUDGET : settings.budget();
        return new PipelineSettings(
                budget,
                settings.clockDrift(),
                1,
                settings.queueCapacity(),
                settings.discipline(),
                settings.signatures(),
                settings.warmup(),
                settings.pendingBytes());
    }

    /** Nobody gets the answer. */
    private record NoReplies(int maxPayload) implements Replies {
        @Override
        public boolean send(Envelope request, String replyTo, byte[] body) {
            return true;
        }
    }
}
