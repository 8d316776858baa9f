package io.gatehouse.pipeline;

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

    private Rehearsal(PipelineSettings settings, boolean sealed, Authorizer authorizer) {
        SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
        this.callout = new Callout(
                settings,
                sealed ? new BoxKeys(ours, 1) : null,
                new ResponseJwt(issuer, null),
                authorizer,
                Replies.NOWHERE,
                CalloutRecorder.NONE,
                DecisionListener.NONE);
    }

    /**
     * Rehearses for as long as the settings say, or until it is of no more use.
     *
     * @param sealed whether requests will come in boxes
     * @param authorizer decides at once about the user {@code rehearsal} with the password {@code rehearsal}
     * @return how many requests were answered
     * @throws IllegalStateException when one was not: something is broken that no real request should meet
     */
    public static int play(PipelineSettings settings, boolean sealed, Authorizer authorizer) {
        return settings.rehearsal().isZero() ? 0 : new Rehearsal(settings, sealed, authorizer).play();
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
        Result result = new Result();
        long begin = System.nanoTime();
        while (result.answered < ENOUGH && System.nanoTime() - begin < time.toNanos()) {
            Arrival arrival = new Arrival(messages[result.answered % REQUESTS], begin, begin + NO_HURRY);
            pipeline.answer(arrival).subscribe(decided -> result.answered++, failure -> result.failure = failure);
            if (result.failure != null) {
                throw new IllegalStateException("an answer failed in the rehearsal", result.failure);
            }
        }
        return result.answered;
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

    private static final class Result {
        private int answered;
        private @Nullable Throwable failure;
    }
}
