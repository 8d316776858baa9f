package io.gatehouse.directory.chain;

import static io.gatehouse.directory.chain.GuardedChain.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedBackend;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.Validity;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.drops.Drop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Who was right before is known for some time longer while the backend fails. */
class StaleIdentityTest {
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration STALE = Duration.ofHours(1);
    private static final CacheSettings CACHE = new CacheSettings(TTL, Duration.ZERO, 0, 64 << 10);

    private final ScriptedBackend backend = new ScriptedBackend("staff");
    private GuardedChain chain = with(STALE);

    private GuardedChain with(Duration stale) {
        return new GuardedChain(CACHE, GuardSettings.DEFAULT.withStale(stale)).of(Match.ALL, backend);
    }

    @AfterEach
    void close() {
        chain.close();
    }

    private void knownAndThenDown() {
        assertThat(chain.outcome("anna")).isEqualTo("found");
        chain.pass(TTL);
        backend.fail();
    }

    @Test
    void isLetInWhenTheLookupFailsAndWhileTheBreakerIsOpen() {
        knownAndThenDown();
        assertThat(chain.outcome("anna")).isEqualTo("found from memory");
        assertThat(backend.lookups()).isEqualTo(2);

        chain.ask(GuardSettings.DEFAULT.minimum());
        assertThat(chain.isOpen()).isTrue();
        int lookups = backend.lookups();
        chain.pass(TTL);
        assertThat(chain.outcome("anna")).isEqualTo("found from memory");
        assertThat(backend.lookups()).isEqualTo(lookups);
        assertThat(chain.outcome("bert")).startsWith("directory staff cannot answer");
        assertThat(chain.heard("stale")).isEqualTo(2);
    }

    @Test
    void isLetInForNoLongerThanThat() {
        knownAndThenDown();
        chain.pass(STALE.minusNanos(1));
        assertThat(chain.outcome("anna")).isEqualTo("found from memory");
        chain.pass(Duration.ofNanos(1));
        assertThat(chain.outcome("anna")).startsWith("the directory failed");
    }

    /** Longer than the cache would keep it by itself. */
    @Test
    void isKeptForAsLongAsThat() {
        chain.close();
        chain = with(Duration.ofHours(20));
        knownAndThenDown();
        chain.pass(Duration.ofHours(20).minusSeconds(1));
        assertThat(chain.outcome("anna")).isEqualTo("found from memory");
    }

    @Test
    void isLetInWhenTheLookupTakesTooLong() {
        knownAndThenDown();
        backend.hang();
        CompletableFuture<ChainResult> answer = chain.ask("anna");
        chain.pass(GuardedChain.LIMIT);
        assertThat(outcome(answer)).isEqualTo("found from memory");
    }

    @Test
    void isNotLetInWhereNothingSaysSo() {
        chain.close();
        chain = with(Duration.ZERO);
        knownAndThenDown();
        assertThat(chain.outcome("anna")).startsWith("the directory failed");
        assertThat(chain.heard("stale")).isZero();
    }

    @Test
    void isLetInOnceAReloadSaysSoWhileTheBackendFails() {
        chain.close();
        chain = with(Duration.ZERO);
        knownAndThenDown();
        chain.ask(GuardSettings.DEFAULT.minimum());
        assertThat(chain.isOpen()).isTrue();
        assertThat(chain.outcome("anna")).startsWith("directory staff cannot answer");
        int lookups = backend.lookups();

        chain.exchange(chain.builder(GuardSettings.DEFAULT.withStale(STALE))
                .after(chain.chain())
                .add(Match.ALL, backend)
                .build());
        assertThat(chain.outcome("anna")).isEqualTo("found from memory");
        assertThat(backend.lookups()).isEqualTo(lookups);
    }

    @Test
    void isNotLetInAfterAChange() {
        knownAndThenDown();
        backend.change();
        assertThat(chain.outcome("anna")).startsWith("the directory failed");
    }

    /** The change is told while the lookup is under way that fails in the end. */
    @Test
    void isNotLetInAfterAChangeMeanwhile() {
        knownAndThenDown();
        backend.hang();
        CompletableFuture<ChainResult> answer = chain.ask("anna");
        backend.change();
        chain.pass(GuardedChain.LIMIT);
        assertThat(outcome(answer)).startsWith("the lookup was ended");
    }

    @Test
    void isNotLetInWhenTheDirectorySaidThatItHoldsNoLonger() {
        answerUntil(Instant.now().minusSeconds(1));
        knownAndThenDown();
        assertThat(chain.outcome("anna")).startsWith("the directory failed");
    }

    @Test
    void isLetInWhileTheDirectorySaidThatItHolds() {
        answerUntil(Instant.now().plusSeconds(3600));
        knownAndThenDown();
        assertThat(chain.outcome("anna")).isEqualTo("found from memory");
    }

    private void answerUntil(Instant end) {
        backend.answer(user ->
                Mono.just(new LookupResult.Found(ScriptedDirectory.found(user).identity(), new Validity(end))));
    }

    @Test
    void isRejectedWhenTheBackendSaysSo() {
        knownAndThenDown();
        backend.answer(user -> Mono.just(ScriptedDirectory.WRONG));
        assertThat(chain.outcome("anna")).isEqualTo("not found");
    }

    /** However long ago the refusal was, and whether or not it is remembered itself. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void isNotLetInOnceTheBackendHasRefused(int negativeSeconds) {
        for (LookupResult refusal : List.of(ScriptedDirectory.WRONG, LookupResult.NotMine.NOT_MINE)) {
            chain.close();
            backend.well();
            Duration negative = Duration.ofSeconds(negativeSeconds);
            chain = new GuardedChain(
                            new CacheSettings(TTL, negative, 0, 64 << 10), GuardSettings.DEFAULT.withStale(STALE))
                    .of(Match.ALL, backend);
            assertThat(chain.outcome("anna")).isEqualTo("found");
            chain.pass(TTL);
            backend.answer(user -> Mono.just(refusal));
            assertThat(chain.outcome("anna")).isEqualTo("not found");

            chain.pass(negative);
            backend.fail();
            assertThat(chain.outcome("anna")).startsWith("the directory failed");
        }
    }

    @Test
    void isNotLetInOnceTheBackendHasSaidThatItsAnswerIsNotToBeStored() {
        assertThat(chain.outcome("anna")).isEqualTo("found");
        chain.pass(TTL);
        backend.storesNothing();
        assertThat(chain.outcome("anna")).isEqualTo("found");
        backend.fail();
        assertThat(chain.outcome("anna")).startsWith("the directory failed");
    }

    /** It says of this one login neither yes nor no, as a service does that forbids it, and it is well. */
    @Test
    void isNotLetInWhereTheBackendHasAnsweredSomethingElse() {
        assertThat(chain.outcome("anna")).isEqualTo("found");
        chain.pass(TTL);
        backend.lookupsFail(new UnusableAnswerException("forbids this login"));
        assertThat(chain.outcome("anna")).isEqualTo("forbids this login");
        // It is remembered for a moment, and is the same then.
        assertThat(chain.outcome("anna")).isEqualTo("forbids this login");
        assertThat(chain.heard("stale")).isZero();
        assertThat(chain.heard(LookupRecorder.Withheld.RECENT_FAILURE.name())).isOne();

        chain.pass(GuardSettings.DEFAULT.failureTtl());
        backend.fail();
        assertThat(chain.outcome("anna")).isEqualTo("found from memory");
        assertThat(chain.outcome("anna")).isEqualTo("found from memory");
    }

    /** More come at a time than the backend takes, and it answers. */
    @Test
    void isNotLetInWhereAllPlacesAreTakenOfABackendThatIsWell() {
        backend.on(Backend.of(2));
        assertThat(chain.outcome("anna")).isEqualTo("found");
        chain.pass(TTL);
        Sinks.One<LookupResult> answer = Sinks.one();
        backend.answer(user -> answer.asMono());
        chain.ask(2);
        assertThat(chain.outcome("anna")).isEqualTo(Drop.LOOKUPS_FULL.text());

        answer.tryEmitError(new IllegalStateException("down"));
        backend.hang();
        chain.pass(Duration.ofNanos(1));
        chain.ask(2);
        assertThat(chain.isOpen()).isFalse();
        assertThat(chain.outcome("anna")).isEqualTo("found from memory");
    }

    @Test
    void isLookedUpAsSoonAsTheBackendIsThereAgain() {
        knownAndThenDown();
        chain.ask(GuardSettings.DEFAULT.minimum());
        assertThat(chain.outcome("anna")).isEqualTo("found from memory");
        backend.well();
        chain.pass(Duration.ofSeconds(2));
        assertThat(chain.outcome("anna")).isEqualTo("found");
        assertThat(chain.outcome("anna")).isEqualTo("found from memory");
        assertThat(chain.heard("stale")).isEqualTo(1);
    }
}
