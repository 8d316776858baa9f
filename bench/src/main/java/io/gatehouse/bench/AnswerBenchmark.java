package io.gatehouse.bench;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.pipeline.Gate;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.pipeline.message.Unpacked;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A whole warm answer, from the message to the bytes of its reply, and the floor that no answer can be cheaper than. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AnswerBenchmark {
    private static final String REPLY_TO = "_INBOX.Lx2tRk1mQ7g8cVw.reply";

    /** Requests that wait at a time: one after the other would measure how fast a thread wakes up. */
    private static final int BATCH = 64;

    /** Whether requests and answers are sealed. */
    @Param({"true", "false"})
    public boolean xkey;

    /** How many different requests come in turn; each must be forgotten by the replay guard before it comes again. */
    @Param("32768")
    public int requests = 1;

    /** How long an answer may take, in milliseconds. Requests are remembered for four times as long at most. */
    @Param("120")
    public int budget = 120;

    private final Answers answers = new Answers(null);
    private final RequestDecoder decoder =
            new RequestDecoder(Ed25519.fastest(), Clock.systemUTC(), Duration.ofSeconds(5));
    private BenchmarkedService service = new BenchmarkedService(false);
    private @Nullable Gate gate;
    private Requests ring = Requests.of(null, 1);
    private byte[] userJwt = {};
    private byte[] response = {};

    @Setup
    public void open() throws ClaimsException {
        service = new BenchmarkedService(xkey);
        gate = service.gate(Duration.ofMillis(budget), service.letsEverybodyIn(), answers);
        ring = Requests.of(service.xkey, requests);
        AuthorizationRequest request = decoder.decode(opened(ring.next()), ring.xkeyHeader());
        userJwt = service.userJwt.sign(request.userNkey(), now(), 0);
        response = service.response.granted(request.userNkey(), request.server().id(), userJwt, now());
        if (service.boxes != null) {
            service.boxes.confirm(
                    service.boxes.with(Objects.requireNonNull(ring.xkeyHeader())),
                    request.server().id());
        }
    }

    @TearDown
    public void close() {
        Objects.requireNonNull(gate).dispose();
    }

    /** The floor: the two signatures, by the fastest library, of as many bytes. */
    @Benchmark
    public byte[] twoSignatures() {
        service.account.sign(userJwt, 0, userJwt.length - 87);
        return service.account.sign(response, 0, response.length - 87);
    }

    /** The work alone: open, decode, sign, seal. */
    @Benchmark
    public byte[] onOneThread() throws ClaimsException {
        byte[] body = ring.next();
        BoxKey box = box();
        Nkey proven = box == null ? null : box.server();
        AuthorizationRequest request = decoder.decode(opened(body), ring.xkeyHeader(), proven, Set.of());
        long now = now();
        byte[] jwt = service.userJwt.sign(request.userNkey(), now, 0);
        int room = box == null ? 0 : BoxKey.OVERHEAD;
        byte[] answer =
                service.response.granted(request.userNkey(), request.server().id(), jwt, now, room);
        if (box != null) {
            box.sealInPlace(answer);
        }
        return answer;
    }

    /** All that a worker does for an answer, and the hand-over to it. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void throughTheGate() {
        Gate entrance = Objects.requireNonNull(gate);
        String header = ring.xkeyHeader();
        answers.expect(BATCH);
        for (int i = 0; i < BATCH; i++) {
            entrance.take(MessageBatch.of(new Unpacked(ring.next(), header, REPLY_TO), System.nanoTime(), false));
        }
        answers.await();
    }

    private byte[] opened(byte[] body) {
        BoxKey box = box();
        return box == null ? body : Objects.requireNonNull(box.open(body));
    }

    private @Nullable BoxKey box() {
        String header = ring.xkeyHeader();
        return header == null || service.boxes == null ? null : service.boxes.with(header);
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
