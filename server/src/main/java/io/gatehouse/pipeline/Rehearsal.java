package io.gatehouse.pipeline;

import io.gatehouse.admission.AdmissionQueue;
import io.gatehouse.admission.Refused;
import io.gatehouse.admission.ServiceTime;
import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.claims.ClientInfo;
import io.gatehouse.claims.ConnectOptions;
import io.gatehouse.claims.RequestJwt;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.ServerId;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.Authorizer;
import java.time.Duration;
import java.util.List;
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

    /** Client libraries as they tell of themselves: texts of many lengths, some of which take each other's place in memory. */
    private static final List<String> LIBRARIES =
            List.of("go", "java", "nats.js", "python3", "rust", "nats.ws", "C", ".NET", "nats-ruby", "elixir", "zig");

    private static final long NO_HURRY = Duration.ofHours(1).toNanos();

    private final SigningKey server = SigningKey.generate(NkeyKind.SERVER);
    private final CurveKey serverXkey = CurveKey.generate();
    private final CurveKey ours = CurveKey.generate();
    private final Callout callout;
    private final Wire wire;

    private Rehearsal(PipelineSettings settings, boolean sealed, Authorizer authorizer, Wire wire) {
        this.wire = wire;
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
            messages[i] = message(i, callout.boxes() != null);
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

    private Unpacked message(int number, boolean sealed) {
        byte[] jwt = RequestJwt.sign(request(number, sealed ? serverXkey.publicKey() : null), server);
        if (!sealed) {
            return new Unpacked(jwt, null, "_R_");
        }
        BoxKey box = serverXkey.boxKey(ours.publicKey());
        return new Unpacked(box.seal(jwt), serverXkey.publicKey().text(), "_R_");
    }

    /** Real clients differ, and code that was compiled for clients all alike is thrown away when the first other one comes. */
    private AuthorizationRequest request(int number, @Nullable Nkey xkey) {
        Nkey user = SigningKey.generate(NkeyKind.USER).publicKey();
        ServerId asks = new ServerId("rehearsal", "0.0.0.0", server.publicKey(), "2.15.1", "", List.of(), xkey);
        String host = number % 2 == 0 ? "127.0.0.1" : "2001:db8::" + number;
        long id = 1L << (2 * number);
        String name = number % 3 == 0 ? null : "rehearsal" + "!".repeat(number);
        ClientInfo client =
                new ClientInfo(host, id, "rehearsal", "", List.of(), "", "Client", "nats", "", "AAAAAAAAAAAAAAA");
        ConnectOptions connect = new ConnectOptions(
                null, null, null, null, "rehearsal", "rehearsal", name, library(number), "1." + id, 1);
        long forEver = 0;
        return new AuthorizationRequest("AUTH", forEver, forEver, asks, user, client, connect, null, null);
    }

    private static String library(int number) {
        return LIBRARIES.get(number % LIBRARIES.size());
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
