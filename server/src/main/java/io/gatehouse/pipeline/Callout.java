package io.gatehouse.pipeline;

import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.Ed25519;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import reactor.core.scheduler.Scheduler;

/**
 * All that a gate is made of.
 *
 * @param snapshot the one in use, asked once for each request
 * @param replies the way back to nats-server
 */
public record Callout(
        PipelineSettings settings,
        Supplier<Snapshot> snapshot,
        Replies replies,
        CalloutRecorder recorder,
        DecisionListener decisions) {
    /** Requests that a generation of the replay guard holds; both generations take 4 MiB. */
    private static final int REPLAYS_REMEMBERED = 128 * 1024;

    /** Builds the pipeline and opens the gate before it. */
    public Gate gate() {
        LongSupplier clock = System::nanoTime;
        return gate(clock, replayGuard(clock));
    }

    /** The same with another clock and another guard against replays. */
    Gate gate(LongSupplier clock, ReplayGuard replays) {
        return new Gate(
                settings,
                (pending, workers, timer) -> pipeline(pending, workers, timer, clock, replays),
                replies,
                clock,
                recorder,
                decisions);
    }

    private CalloutPipeline pipeline(
            Pending pending, Scheduler workers, Scheduler timer, LongSupplier nanos, ReplayGuard replays) {
        Clock clock = Clock.systemUTC();
        Admit admit = new Admit(nanos);
        RequestDecoder decoder = new RequestDecoder(Ed25519.fastest(), clock, settings.clockDrift());
        return new CalloutPipeline(
                admit,
                new Open(snapshot),
                new Decode(decoder, replays, settings.signatures()),
                new Authorize(pending, workers, timer, nanos),
                new Sign(admit, replies::maxPayload, clock),
                new Seal(),
                new Reply(admit, replies));
    }

    /** A request is taken until its budget and the clock drift are over, and remembered for longer than that. */
    private ReplayGuard replayGuard(LongSupplier nanos) {
        long remembered =
                settings.budget().plus(settings.clockDrift()).multipliedBy(2).toNanos();
        return new ReplayGuard(REPLAYS_REMEMBERED, remembered, nanos);
    }
}
