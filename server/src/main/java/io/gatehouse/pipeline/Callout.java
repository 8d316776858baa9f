package io.gatehouse.pipeline;

import io.gatehouse.claims.RequestDecoder;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.Authorizer;
import java.time.Clock;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * All that a gate is made of.
 *
 * @param boxes our xkey and its peers; null when requests come in the clear
 * @param subjects what {@code sub} of a request may be ({@link RequestDecoder}); empty for any
 * @param response signs with the issuer's key
 * @param replies the way back to nats-server
 */
public record Callout(
        PipelineSettings settings,
        @Nullable BoxKeys boxes,
        Set<String> subjects,
        ResponseJwt response,
        Authorizer authorizer,
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
        RequestDecoder decoder = new RequestDecoder(Ed25519.fastest(), clock, settings.clockDrift(), subjects);
        AnswerSizes sizes = new AnswerSizes(response, boxes != null, replies::maxPayload);
        return new CalloutPipeline(
                admit,
                new Open(boxes),
                new Decode(decoder, replays, boxes, settings.signatures()),
                new Authorize(authorizer, pending, workers, timer, nanos),
                new Sign(admit, response, sizes, clock),
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
