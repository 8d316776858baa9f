package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admission.QueueDiscipline;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestFixtures;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.crypto.Xkeys;
import io.gatehouse.drops.Drop;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.pipeline.message.MessageBatch;
import io.gatehouse.pipeline.message.Replies;
import io.gatehouse.pipeline.message.Unpacked;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.Verdict;
import io.gatehouse.spans.LoginTrace;
import io.gatehouse.spans.TraceSampler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A gate between a nats-server that is played and an authorizer that a test chooses; every end of a request is kept. */
final class GateScene implements AutoCloseable {
    static final String REPLY_TO = "_INBOX.reply";

    /** The revision of the configuration that requests are answered by. */
    static final String CONFIGURATION = "c0ffee";

    /** What is left to a request whose time is nearly over. */
    private static final Duration LITTLE = Duration.ofMillis(100);

    final RequestFixtures server = new RequestFixtures();
    final SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
    final @Nullable CurveKey xkey;
    final Gate gate;
    private final AtomicReference<Snapshot> snapshot;

    /** How far the gate's clock is ahead of the machine's. */
    private final AtomicLong ahead = new AtomicLong();

    /** What became of each request: a word ({@code granted}, {@code denied}) or a {@link Drop}. */
    final BlockingQueue<Object> ends = new LinkedBlockingQueue<>();

    /** What was told of the requests that got no answer, in order. */
    final Queue<Dropped> drops = new ConcurrentLinkedQueue<>();

    /** What requests have ended with, in order. */
    final Queue<Decision> decisions = new ConcurrentLinkedQueue<>();

    final BlockingQueue<byte[]> replies = new LinkedBlockingQueue<>();
    /** Hears of each end as well. */
    volatile DecisionListener listener = DecisionListener.NONE;

    /** Chooses the requests that are traced. */
    volatile TraceSampler sampler = TraceSampler.NONE;

    volatile boolean connected = true;
    volatile boolean writable = true;

    private GateScene(@Nullable CurveKey xkey, PipelineSettings settings, Authorizer authorizer) {
        this(xkey, settings, authorizer, null);
    }

    private GateScene(
            @Nullable CurveKey xkey,
            PipelineSettings settings,
            Authorizer authorizer,
            @Nullable Function<Decision, CompletableFuture<Void>> recorder) {
        this.xkey = xkey;
        Xkeys xkeys = xkey == null ? Xkeys.NONE : Xkeys.of(new BoxKeys(xkey, 8));
        this.snapshot = new AtomicReference<>(
                new Snapshot(Issuers.of(new ResponseJwt(issuer, null)), xkeys, Set.of(), authorizer, CONFIGURATION));
        this.gate = recorder == null
                ? new Gate(
                        settings,
                        snapshot::get,
                        new Way(),
                        new Ends(),
                        this::now,
                        ReplayGuard.of(settings, this::now),
                        () -> sampler.begin())
                : new Gate(settings, snapshot::get, new Way(), new Ends(), recorder, () -> sampler.begin());
    }

    private long now() {
        return System.nanoTime() + ahead.get();
    }

    /** Exchanges the snapshot for one in which another decides. */
    void exchange(Authorizer authorizer) {
        snapshot.updateAndGet(now -> new Snapshot(now.issuers(), now.xkeys(), now.subjects(), authorizer));
    }

    /** Exchanges the snapshot for one that is changed so. */
    void exchange(UnaryOperator<Snapshot> change) {
        snapshot.updateAndGet(change);
    }

    /** Exchanges the snapshot for one in which another key signs the answers. */
    void exchange(SigningKey other) {
        snapshot.updateAndGet(now ->
                new Snapshot(Issuers.of(List.of(other), null, false), now.xkeys(), now.subjects(), now.authorizer()));
    }

    static GateScene sealed(Authorizer authorizer) {
        return sealed(patient(PipelineSettings.ONE_A_CORE, PipelineSettings.DEFAULT_QUEUE_CAPACITY), authorizer);
    }

    /** One whose time is nearly over as soon as a request is being decided about, however long that took to begin. */
    static GateScene outOfTime(Authorizer authorizer) {
        AtomicReference<GateScene> self = new AtomicReference<>();
        GateScene scene = sealed((request, deadline) -> {
            Answer<Authorization> answer = authorizer.authorize(request, deadline);
            Objects.requireNonNull(self.get()).ahead.set(deadline - LITTLE.toNanos() - System.nanoTime());
            return answer;
        });
        self.set(scene);
        return scene;
    }

    static GateScene sealed(PipelineSettings settings, Authorizer authorizer) {
        return new GateScene(CurveKey.generate(), settings, authorizer);
    }

    /** One that sends no answer before it is recorded. */
    static GateScene recording(
            PipelineSettings settings, Authorizer authorizer, Function<Decision, CompletableFuture<Void>> recorder) {
        return new GateScene(CurveKey.generate(), settings, authorizer, recorder);
    }

    static GateScene clear(Authorizer authorizer) {
        return new GateScene(
                null, patient(PipelineSettings.ONE_A_CORE, PipelineSettings.DEFAULT_QUEUE_CAPACITY), authorizer);
    }

    /** Lets everybody in. */
    static Authorizer grantAll() {
        UserClaims claims = new UserClaims("alice", "APP1", null, null, List.of());
        UserJwt jwt = new UserJwt(claims, SigningKey.generate(NkeyKind.ACCOUNT));
        return (request, deadline) -> new Answer.Ready<>(Authorization.of(new Verdict.Granted(jwt, 0, "APP1")));
    }

    /** A good request, in the form that the gate wants. */
    byte[] goodBody() {
        return body(server.request());
    }

    byte[] body(RequestFixtures.Request request) {
        return xkey == null ? request.jwt() : request.sealedFor(xkey.publicKey());
    }

    /** Whether so much waits then that the reader may wait, too. */
    boolean arrive(byte[] body) {
        return arrive(body, REPLY_TO, System.nanoTime());
    }

    boolean arrive(byte[] body, @Nullable String replyTo, long arrivedAt) {
        String header = xkey == null ? null : server.xkey().publicKey().text();
        return take(new Unpacked(body, header, replyTo), arrivedAt, false);
    }

    /** A request that the calling thread may answer itself. */
    void arriveAlone(byte[] body) {
        String header = xkey == null ? null : server.xkey().publicKey().text();
        boolean unused = take(new Unpacked(body, header, REPLY_TO), System.nanoTime(), true);
    }

    boolean take(Envelope message, long arrivedAt, boolean alone) {
        return gate.take(MessageBatch.of(message, arrivedAt, alone));
    }

    /** How the next request ended. */
    Object nextEnd() throws InterruptedException {
        return Objects.requireNonNull(ends.poll(30, TimeUnit.SECONDS), "no request ended within 30 s");
    }

    /** The claims of the next answer, as JSON text, out of its box. */
    String nextAnswer() throws InterruptedException {
        return nextAnswer(xkey);
    }

    /** The same out of a box of another xkey of ours. */
    String nextAnswer(@Nullable CurveKey sealedWith) throws InterruptedException {
        byte[] body = Objects.requireNonNull(replies.poll(30, TimeUnit.SECONDS), "no answer within 30 s");
        byte[] jwt = body;
        if (sealedWith != null) {
            BoxKey box = server.xkey().boxKey(sealedWith.publicKey());
            jwt = Objects.requireNonNull(box.open(body), "the answer's box does not open");
        }
        String[] parts = new String(jwt, StandardCharsets.US_ASCII).split("\\.");
        assertThat(parts).hasSize(3);
        return new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    }

    /** The proof that whatever came before did no lasting harm. */
    void answersTheNextGoodRequest() throws InterruptedException {
        arrive(goodBody());
        assertThat(nextEnd()).isEqualTo("granted");
        assertThat(nextAnswer()).contains("\"jwt\":");
    }

    static PipelineSettings settings(Duration budget, int workers, int capacity) {
        return new PipelineSettings(budget, Duration.ofSeconds(5), workers, capacity);
    }

    /** With so much time that nothing is dropped because the machine is busy. */
    static PipelineSettings patient(int workers, int capacity) {
        Duration ample = Duration.ofSeconds(60);
        return new PipelineSettings(
                ample,
                PipelineSettings.DEFAULT_CLOCK_DRIFT,
                workers,
                capacity,
                new QueueDiscipline(true, ample, ample, ample),
                SignatureRule.PER_SERVER,
                PipelineSettings.DEFAULT_WARMUP,
                PipelineSettings.defaultPendingBytes());
    }

    /** The way back: whatever is sent must be flushed before it counts. */
    private final class Way implements Replies {
        private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();

        @Override
        public boolean send(Envelope request, String replyTo, byte[] body) {
            return GateScene.this.send(replyTo, waiting, body);
        }

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void flush() {
            for (byte[] body = waiting.poll(); body != null; body = waiting.poll()) {
                replies.add(body);
            }
        }
    }

    private boolean send(String replyTo, Queue<byte[]> waiting, byte[] body) {
        assertThat(replyTo).isEqualTo(REPLY_TO);
        return connected && waiting.add(body);
    }

    @Override
    public void close() {
        gate.dispose();
    }

    /** What was told of a request that got no answer. */
    record Dropped(Drop reason, @Nullable AuthorizationRequest request, String detail) {}

    private final class Ends implements DecisionListener {
        @Override
        public void onTraced(Decision decision, LoginTrace trace) {
            listener.onTraced(decision, trace);
        }

        @Override
        public void onDecision(Decision decision, int requests) {
            listener.onDecision(decision, requests);
            decisions.add(decision);
            if (decision.verdict() instanceof Verdict.Dropped dropped) {
                drops.add(new Dropped(dropped.reason(), decision.request(), dropped.detail()));
                ends.add(dropped.reason());
            } else {
                ends.add(decision.verdict() instanceof Verdict.Granted ? "granted" : "denied");
            }
        }
    }
}
