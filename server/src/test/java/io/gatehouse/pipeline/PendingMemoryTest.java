package io.gatehouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorizer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Sinks;

/** What a request with a long certificate chain holds while it waits for a verdict. */
@Timeout(120)
class PendingMemoryTest {
    private static final int REQUESTS = 600;
    private static final int BYTES = 54_000;

    @Test
    void aLargeRequestHoldsLittleWhileItWaits() throws InterruptedException {
        Waiters waiters = new Waiters(false);
        PipelineSettings settings = GateScene.settings(Duration.ofSeconds(60), 2, REQUESTS + 1);
        try (GateScene scene = GateScene.sealed(settings, waiters)) {
            letWait(scene, 20);
            long before = usedHeap();
            letWait(scene, REQUESTS);
            long held = (usedHeap() - before) / REQUESTS;

            assertThat(held).as("bytes for each").isLessThan(16_000);
            assertThat(scene.gate.pending().bytes() / (REQUESTS + 20)).isBetween(1_000L, 8_000L);
            assertThat(waiters.seen)
                    .allSatisfy(request -> assertThat(request.tls()).isNull());
            waiters.answer();
        }
    }

    @Test
    void whoLooksAtCertificatesIsGivenThemAndTheyCount() throws InterruptedException {
        Waiters waiters = new Waiters(true);
        try (GateScene scene = GateScene.sealed(waiters)) {
            letWait(scene, 1);

            assertThat(waiters.seen)
                    .allSatisfy(request -> assertThat(request.tls()).isNotNull());
            assertThat(scene.gate.pending().bytes()).isGreaterThan(30_000);
            waiters.answer();
        }
    }

    /** One after the other: what waits for a worker on a busy machine would be shed. */
    private static void letWait(GateScene scene, int requests) throws InterruptedException {
        String certificate = "c".repeat(BYTES * 3 / 4 - 1_500);
        int before = scene.gate.pending().requests();
        for (int i = 0; i < requests; i++) {
            byte[] body = scene.body(scene.server
                    .request()
                    .setRaw(
                            "nats.client_tls",
                            "{\"version\":\"1.3\",\"cipher\":\"TLS_AES_128_GCM_SHA256\",\"certs\":[\"" + certificate
                                    + "\"]}"));
            assertThat(body.length).isBetween(BYTES - 2_000, BYTES + 2_000);
            scene.take(new Releasable(body, header(scene)), System.nanoTime(), false);
            while (scene.gate.pending().requests() <= before + i) {
                assertThat(scene.ends).isEmpty();
                Thread.sleep(1);
            }
        }
    }

    private static @Nullable String header(GateScene scene) {
        return scene.server.xkey().publicKey().text();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Decides about everybody when the test says so. */
    private static final class Waiters implements Authorizer {
        private final Queue<AuthorizationRequest> seen = new ConcurrentLinkedQueue<>();
        private final Sinks.One<Authorization> verdict = Sinks.one();
        private final boolean certificates;

        Waiters(boolean certificates) {
            this.certificates = certificates;
        }

        @Override
        public Answer<Authorization> authorize(AuthorizationRequest request, long deadline) {
            seen.add(request);
            return new Answer.Pending<>(verdict.asMono());
        }

        @Override
        public boolean readsTls() {
            return certificates;
        }

        void answer() {
            verdict.tryEmitEmpty();
        }
    }

    /** A message that can let its body go, as one from the socket. */
    private static final class Releasable implements Envelope {
        private final @Nullable String xkey;
        private byte[] bytes;

        Releasable(byte[] bytes, @Nullable String xkey) {
            this.bytes = bytes;
            this.xkey = xkey;
        }

        @Override
        public void releaseBody() {
            bytes = new byte[0];
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public int bodyFrom() {
            return 0;
        }

        @Override
        public int weight() {
            return bytes.length;
        }

        @Override
        public @Nullable String serverXkey() {
            return xkey;
        }

        @Override
        public String replyTo() {
            return GateScene.REPLY_TO;
        }
    }
}
