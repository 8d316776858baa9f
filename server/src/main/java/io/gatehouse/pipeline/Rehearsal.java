package io.gatehouse.pipeline;

import io.gatehouse.admission.AdmissionQueue;
import io.gatehouse.admission.Refused;
import io.gatehouse.admission.ServiceTime;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.Authorizer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * Answers made-up requests of a made-up server before the first real one comes, so that the just-in-time compiler has seen
 * the way through the house: a cold JVM takes five times as long for an answer, and a storm does not wait. Nothing of it is
 * sent, counted or logged, and no key of ours takes part.
 */
public final class Rehearsal {
    /** Alternating requests: the guard against replays has forgotten the first when it comes again. */
    private static final int REQUESTS = 16;
    /** After so many answers the code is as fast as it gets. */
    private static final int ENOUGH = 20_000;

    private static final long NO_HURRY = Duration.ofHours(1).toNanos();

    private final MadeUpServer server;
    private final Callout callout;
    private final Wire wire;

    private Rehearsal(PipelineSettings settings, boolean sealed, Authorizer authorizer, Wire wire) {
        this.wire = wire;
        CurveKey ours = CurveKey.generate();
        this.server = new MadeUpServer(sealed ? ours.publicKey() : null);
        SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
        this.callout = new Callout(
                settings,
                sealed ? new BoxKeys(ours, 1) : null,
                new ResponseJwt(issuer, null),
                authorizer,
                wire,
                CalloutRecorder.NONE,
                DecisionListener.NONE);
    }

    /**
     * Rehearses for as long as the settings say, or until it is of no more use.
     *
     * @param sealed whether requests will come in boxes
     * @param authorizer decides at once about the user {@code rehearsal} with the password {@code rehearsal}
     * @param wire brings the requests and takes the answers
     * @return how many requests were answered
     * @throws IllegalStateException when one was not: something is broken that no real request should meet
     */
    public static int play(PipelineSettings settings, boolean sealed, Authorizer authorizer, Wire wire) {
        return settings.rehearsal().isZero() ? 0 : new Rehearsal(settings, sealed, authorizer, wire).play();
    }

    private int play() {
        Duration time = callout.settings().rehearsal();
        ReplayGuard forgetful = new ReplayGuard(1, time.toNanos(), System::nanoTime);
        CalloutPipeline pipeline =
                callout.pipeline(Schedulers.immediate(), Schedulers.immediate(), System::nanoTime, forgetful);
        Unpacked[] messages = new Unpacked[REQUESTS];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = server.ask(i);
        }
        Audience audience = new Audience(pipeline, callout.settings());
        wire.open(audience);
        long begin = System.nanoTime();
        while (audience.answered < ENOUGH && System.nanoTime() - begin < time.toNanos()) {
            wire.bring(messages[audience.answered % REQUESTS]);
            wire.flush();
            if (audience.failure != null) {
                throw new IllegalStateException("an answer failed in the rehearsal", audience.failure);
            }
        }
        return audience.answered;
    }

    /** Takes what is brought through a queue and the pipeline at once, on the thread that brings it. */
    private static final class Audience implements Intake {
        private final CalloutPipeline pipeline;
        private final AdmissionQueue<Arrival> queue;
        private int answered;
        private @Nullable Throwable failure;

        Audience(CalloutPipeline pipeline, PipelineSettings settings) {
            this.pipeline = pipeline;
            this.queue = new AdmissionQueue<>(
                    1, Long.MAX_VALUE, System::nanoTime, new Nothing(), settings.discipline(), ServiceTime.UNKNOWN);
        }

        @Override
        public boolean isStanding() {
            return queue.newestFirst();
        }

        @Override
        public int room() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void take(Envelope message, long arrivedAt, boolean alone) {
            queue.offer(new Arrival(message, arrivedAt, arrivedAt + NO_HURRY));
            Arrival arrival = queue.poll();
            if (arrival != null) {
                pipeline.answer(arrival).subscribe(decided -> answered++, error -> failure = error);
            }
        }

        @Override
        public void answersMove() {}

        @Override
        public void shed(int count) {}
    }

    /** A queue of one, emptied as it is filled, gives up only what a machine that stood still has made old. */
    private static final class Nothing implements Refused<Arrival> {
        @Override
        public void overflowed(Arrival arrival) {}

        @Override
        public void expired(Arrival arrival) {}
    }
}
