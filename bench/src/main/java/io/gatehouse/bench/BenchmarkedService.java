package io.gatehouse.bench;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.pipeline.Gate;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.pipeline.ReplayGuard;
import io.gatehouse.pipeline.Snapshot;
import io.gatehouse.pipeline.message.Replies;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.Verdict.Granted;
import io.gatehouse.spans.TraceSampler;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service without a connection and a directory, on one worker: it has the keys, and lets everybody in at once. */
final class BenchmarkedService {
    static final int QUEUE_CAPACITY = 1024;

    /** A ring of so many requests can be answered again and again, however fast. */
    static final int RING = 4096;

    /** The guard against replays remembers between this many of the latest requests and twice as many. */
    private static final int REMEMBERED = RING / 4;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    final @Nullable CurveKey xkey;
    final @Nullable BoxKeys boxes;
    final SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
    final UserJwt userJwt = new UserJwt(ResponseBenchmark.claims(), account);
    final ResponseJwt response = new ResponseJwt(SigningKey.generate(NkeyKind.ACCOUNT), null);

    BenchmarkedService(boolean sealed) {
        this.xkey = sealed ? CurveKey.generate() : null;
        this.boxes = xkey == null ? null : new BoxKeys(xkey, 16);
    }

    /** A verdict that is there at once, as from memory. */
    Authorizer letsEverybodyIn() {
        Authorization granted = Authorization.of(new Granted(userJwt, 0, "APP"));
        return (request, deadline) -> new Answer.Ready<>(granted);
    }

    /** Where requests go in; answers go nowhere. */
    Gate gate(Duration budget, Authorizer authorizer, DecisionListener decisions) {
        PipelineSettings settings = new PipelineSettings(budget, Duration.ZERO, 1, QUEUE_CAPACITY);
        Snapshot snapshot = new Snapshot(response, boxes, Set.of(), authorizer);
        return new Gate(settings, () -> snapshot, (request, replyTo, body) -> true, decisions);
    }

    /** The same for a {@link #RING} of requests, which time does not limit. */
    Gate gate(Authorizer authorizer, Replies replies, DecisionListener decisions) {
        return gate(authorizer, replies, decisions, TraceSampler.NONE);
    }

    /** The same where some logins are traced. */
    Gate gate(Authorizer authorizer, Replies replies, DecisionListener decisions, TraceSampler sampler) {
        PipelineSettings settings = new PipelineSettings(PATIENCE, Duration.ZERO, 1, QUEUE_CAPACITY);
        Snapshot snapshot = new Snapshot(response, boxes, Set.of(), authorizer);
        ReplayGuard guard = new ReplayGuard(REMEMBERED, Long.MAX_VALUE, System::nanoTime);
        return new Gate(settings, () -> snapshot, replies, decisions, System::nanoTime, guard, sampler);
    }
}
