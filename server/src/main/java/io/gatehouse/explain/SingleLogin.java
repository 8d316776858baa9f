package io.gatehouse.explain;

import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.Gate;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.pipeline.ReplayGuard;
import io.gatehouse.pipeline.Snapshot;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.pipeline.message.Replies;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Takes one message through a gate of its own. */
final class SingleLogin {
    private static final int REPLAYS = 16;

    private SingleLogin() {}

    /** What the message ends with. */
    static Decision decide(
            PipelineSettings settings, Snapshot snapshot, Envelope message, Clock clock, int maxPayload) {
        CompletableFuture<Decision> end = new CompletableFuture<>();
        PipelineSettings alone = alone(settings);
        ReplayGuard replays = new ReplayGuard(REPLAYS, alone.budget().toNanos(), System::nanoTime);
        Gate gate = new Gate(
                alone,
                () -> snapshot,
                new NoReplies(maxPayload),
                (decision, requests) -> end.complete(decision),
                System::nanoTime,
                replays,
                clock);
        try {
            gate.take(MessageBatch.of(message, System.nanoTime(), true));
            return end.orTimeout(2 * alone.budget().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } finally {
            gate.dispose();
        }
    }

    private static PipelineSettings alone(PipelineSettings settings) {
        return new PipelineSettings(
                settings.budget(),
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
