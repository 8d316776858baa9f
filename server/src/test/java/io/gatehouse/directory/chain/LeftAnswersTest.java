package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.CountingRecorder;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedBackend;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.Sharing;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.directory.shared.SharedCache;
import io.gatehouse.directory.shared.SharedCacheSettings;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.policy.SampleRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Which answers are left for other instances: here there is no bucket, so that each is counted as one that was dropped. */
class LeftAnswersTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicLong now = new AtomicLong();
    private final CountingRecorder recorder = new CountingRecorder();
    private final ScriptedBackend backend = new ScriptedBackend("staff").sharing(Sharing.TIMED);
    private final SharedCache cache = new SharedCache(
            new SharedCacheSettings(
                    "SHARED",
                    Secret.of("0123456789abcdef0123456789abcdef"),
                    Duration.ofMillis(50),
                    NatsSettings.of(ServerUrl.of("nats://127.0.0.1:1"), new Login.None())),
            usable -> {});
    private final Chained chained = new Chained(new ChainBuilder(LookupSettings.DEFAULT, recorder, now::get, time)
            .add(
                    DirectoryNames.PLAIN,
                    Match.ALL,
                    backend,
                    CacheSettings.DEFAULT,
                    GuardSettings.DEFAULT,
                    Objects.requireNonNull(cache.of(backend, "meaning", recorder)))
            .build());

    @AfterEach
    void close() {
        cache.close();
        time.dispose();
    }

    private CompletableFuture<LookupResult> ask() {
        return chained.find(
                        SampleRequest.login("alice", "p"),
                        now.get() + Duration.ofSeconds(60).toNanos())
                .toFuture();
    }

    private long left() {
        return recorder.count(SharedWrite.DROPPED);
    }

    /** Alice was right, and is to be asked about again. */
    private void isKnown() {
        assertThat(ask()).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);
        assertThat(left()).isOne();
        now.addAndGet(CacheSettings.DEFAULT.ttl().multipliedBy(2).toNanos());
    }

    private Sinks.One<LookupResult> askAndWaitInVain() {
        Sinks.One<LookupResult> answer = Sinks.one();
        backend.answer(user -> answer.asMono());
        CompletableFuture<LookupResult> asked = ask();
        time.advanceTimeBy(LookupSettings.DEFAULT_LOOKUP_TIMEOUT);
        assertThat(asked).isCompletedExceptionally();
        return answer;
    }

    @Test
    void whoIsFoundWhileChangesAreNotHeardOfIsNotLeft() {
        backend.sharesNothing();

        assertThat(ask()).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);

        assertThat(left()).isZero();
    }

    @Test
    void whoIsFoundWhenChangesAreNotHeardOfAnyMoreIsNotLeft() {
        backend.answer(user -> {
            backend.sharesNothing();
            return ScriptedBackend.found(user);
        });

        assertThat(ask()).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);

        assertThat(left()).isZero();
    }

    @Test
    void thatSomebodyIsNotRightAnyMoreIsLeftThen() {
        isKnown();
        backend.answer(user -> {
            backend.sharesNothing();
            return Mono.just(ScriptedDirectory.WRONG);
        });

        assertThat(ask()).isCompletedWithValue(ScriptedDirectory.WRONG);

        assertThat(left()).isEqualTo(2);
    }

    @Test
    void aRefusalThatIsNotToBeStoredEndsWhatWasLeftAllTheSame() {
        isKnown();
        backend.answer(user -> {
            backend.storesNothing();
            return Mono.just(ScriptedDirectory.WRONG);
        });

        assertThat(ask()).isCompletedWithValue(ScriptedDirectory.WRONG);

        assertThat(left()).isEqualTo(2);
    }

    /** Another instance may have been told something else since. */
    @Test
    void whoIsFoundTooLateIsNotLeft() {
        Sinks.One<LookupResult> answer = askAndWaitInVain();

        answer.emitValue(ScriptedDirectory.found("alice"), Sinks.EmitFailureHandler.FAIL_FAST);

        assertThat(left()).isZero();
        now.addAndGet(LookupSettings.DEFAULT_LOOKUP_TIMEOUT.toNanos());
        assertThat(ask()).isCompletedWithValueMatching(LookupResult.Found.class::isInstance);
        assertThat(backend.lookups()).isOne();
    }

    @Test
    void aRefusalThatComesTooLateEndsWhatWasLeft() {
        isKnown();
        Sinks.One<LookupResult> answer = askAndWaitInVain();

        answer.emitValue(ScriptedDirectory.WRONG, Sinks.EmitFailureHandler.FAIL_FAST);

        assertThat(left()).isEqualTo(2);
    }
}
