package io.gatehouse.directory.chain;

import static io.gatehouse.directory.chain.GuardedChain.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Backend.Probing;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedBackend;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.drops.Drop;
import io.gatehouse.passwords.PasswordChecksFullException;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A backend goes and comes back: what becomes of logins, and what the backend is asked meanwhile. */
class OutageTest {
    private static final Duration PROMISE = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int ENOUGH = GuardSettings.DEFAULT.minimum();

    private final ScriptedBackend backend = new ScriptedBackend("staff");
    private GuardedChain chain = GuardedChain.uncached(backend);

    @AfterEach
    void close() {
        chain.close();
    }

    private void takeDown() {
        backend.fail();
        chain.ask(ENOUGH);
        assertThat(chain.isOpen()).isTrue();
    }

    @Test
    void whileItFailsNoLoginIsSpentOnIt() {
        takeDown();
        assertThat(backend.lookups()).isEqualTo(ENOUGH);

        chain.pass(LONG);
        assertThat(chain.outcome("anna"))
                .isEqualTo("directory staff cannot answer: the directory failed: java.lang.IllegalStateException");
        assertThat(backend.lookups()).isEqualTo(ENOUGH);
        assertThat(chain.heard("BREAKER_OPEN")).isEqualTo(1);
        assertThat(chain.heard("failed")).isEqualTo(ENOUGH);
        assertThat(chain.heard("opened")).isEqualTo(1);
    }

    @Test
    void twoProbesThatAreAnsweredCloseItWithinTwoSeconds() {
        takeDown();
        chain.pass(LONG);

        backend.well();
        chain.pass(PROMISE);

        assertThat(chain.outcome("anna")).isEqualTo("found");
        assertThat(chain.heard("probe answered")).isEqualTo(2);
    }

    @Test
    void oneProbeThatIsAnsweredDoesNot() {
        takeDown();
        for (int i = 0; i < 5; i++) {
            backend.probesAnswer();
            long before = chain.heard("probe answered");
            while (chain.heard("probe answered") == before) {
                chain.pass(Duration.ofMillis(10));
            }
            backend.probesFail();
            chain.pass(PROMISE);
            assertThat(chain.isOpen()).isTrue();
        }
    }

    /** One that begins just before the backend is there again is waited for in vain. */
    @Test
    void aProbeThatHangsDoesNotDelayTheEnd() {
        backend.hang();
        chain.ask(ENOUGH);
        chain.pass(GuardedChain.LIMIT);
        assertThat(chain.isOpen()).isTrue();
        for (int i = 0; i < 20; i++) {
            int before = backend.probes();
            while (backend.probes() == before) {
                chain.pass(Duration.ofMillis(1));
            }
            backend.probesAnswer();
            chain.pass(PROMISE);
            assertThat(chain.isOpen()).isFalse();
            backend.hang();
            chain.ask(ENOUGH);
            chain.pass(GuardedChain.LIMIT);
        }
    }

    @Test
    void lookupsThatTakeTooLongOpenIt() {
        backend.hang();
        chain.ask(ENOUGH);
        assertThat(chain.isOpen()).isFalse();

        chain.pass(GuardedChain.LIMIT);

        assertThat(chain.isOpen()).isTrue();
        assertThat(chain.heard("timed out")).isEqualTo(ENOUGH);
        assertThat(chain.heard("failed")).isZero();
    }

    /** Those that hung when the backend was there again already. */
    @Test
    void lookupsThatHungBeforeOneWasAnsweredDoNotOpenIt() {
        backend.hang();
        chain.ask(10 * ENOUGH);
        chain.pass(Duration.ofMillis(500));
        backend.well();
        assertThat(chain.outcome("anna")).isEqualTo("found");

        chain.pass(GuardedChain.LIMIT);

        assertThat(chain.heard("timed out")).isEqualTo(10L * ENOUGH);
        assertThat(chain.isOpen()).isFalse();
        assertThat(chain.heard("opened")).isZero();
    }

    @Test
    void lookupsOfBeforeItWasOpenedCountNoMoreOnceItIsClosed() {
        Deque<Sinks.One<LookupResult>> hung = new ArrayDeque<>();
        backend.answer(user -> {
            Sinks.One<LookupResult> answer = Sinks.one();
            hung.add(answer);
            return answer.asMono();
        });
        chain.ask(ENOUGH);
        chain.pass(Duration.ofMillis(1));
        takeDown();
        backend.well();
        chain.pass(Duration.ofMillis(1300));
        assertThat(chain.isOpen()).isFalse();

        hung.forEach(answer -> answer.tryEmitError(new IllegalStateException("late")));

        assertThat(chain.heard("failed")).isEqualTo(2L * ENOUGH);
        assertThat(chain.isOpen()).isFalse();
    }

    /** By it there are enough for a rate, and nine of ten have failed. */
    @Test
    void anAnswerCanOpenItToo() {
        backend.fail();
        chain.ask(ENOUGH - 1);
        assertThat(chain.isOpen()).isFalse();
        backend.answer(ScriptedBackend::found);
        assertThat(chain.outcome("anna")).isEqualTo("found");
        assertThat(chain.isOpen()).isTrue();
        assertThat(chain.heard("opened")).isEqualTo(1);
        assertThat(chain.chain().outages()).containsOnlyKeys("staff");

        backend.well();
        chain.pass(PROMISE);
        assertThat(chain.outcome("bert")).isEqualTo("found");
    }

    @Test
    void whileAllIsWellNothingIsProbed() {
        chain.ask(ENOUGH);
        chain.pass(LONG);
        assertThat(backend.probes()).isZero();

        takeDown();
        backend.well();
        chain.pass(PROMISE);
        int probes = backend.probes();
        assertThat(chain.outcome("anna")).isEqualTo("found");
        chain.pass(LONG);
        assertThat(backend.probes()).isEqualTo(probes);
    }

    @Test
    void whereFewLoginsComeTwoProbesThatFailOpenIt() {
        backend.fail();
        chain.ask(1);
        assertThat(chain.isOpen()).isFalse();

        chain.pass(PROMISE);

        assertThat(chain.isOpen()).isTrue();
        assertThat(chain.outcome("anna")).startsWith("directory staff cannot answer");
    }

    @Test
    void aFailureNowAndThenDoesNotOpenItWhereProbesAreAnswered() {
        for (int i = 0; i < 5; i++) {
            backend.lookupsFail(new IllegalStateException("a bad record"));
            chain.ask(1);
            backend.well();
            chain.pass(PROMISE);
            chain.ask(3);
        }
        assertThat(chain.heard("opened")).isZero();
        assertThat(chain.heard("probe answered")).isBetween(5L, 10L);
    }

    /** The probe has credentials of its own, which may have ended while lookups do without. */
    @Test
    void probesThatFailDoNotOpenItWhileLookupsAreAnswered() {
        backend.fail();
        chain.ask(1);
        backend.answer(ScriptedBackend::found);
        assertThat(chain.outcome("anna")).isEqualTo("found");

        chain.pass(LONG);

        assertThat(chain.isOpen()).isFalse();
        assertThat(backend.probes()).isLessThan(3);
    }

    @Test
    void aHostedBackendIsProbedLessAndLessOften() {
        backend.on(Backend.ORDINARY.probed(Probing.SPARING));
        takeDown();
        chain.pass(LONG);
        int sparing = backend.probes();
        assertThat(sparing).isBetween(15, 35);

        backend.well();
        chain.pass(Duration.ofSeconds(37));
        assertThat(chain.isOpen()).isFalse();
    }

    @Test
    void anOrdinaryOneIsProbedTwiceASecond() {
        takeDown();
        chain.pass(LONG);
        assertThat(backend.probes()).isBetween(1100, 1300);
    }

    @Test
    void whereTheProbeSaysNothingOfLookupsTheyAreAlwaysBegun() {
        backend.on(Backend.ORDINARY.probed(Probing.NEVER));
        backend.fail();

        chain.ask(10 * ENOUGH);
        chain.pass(LONG);

        assertThat(backend.lookups()).isEqualTo(10 * ENOUGH);
        assertThat(backend.probes()).isZero();
        assertThat(chain.heard("opened")).isZero();
    }

    @Test
    void whatIsNoFaultOfTheBackendDoesNotOpenIt() {
        backend.lookupsFail(new UnusableAnswerException("has no such field"));
        chain.ask(2 * ENOUGH);
        backend.lookupsFail(new PasswordChecksFullException());
        chain.ask(2 * ENOUGH);
        backend.lookupsFail(new UndecidedException(Drop.FAILURE_LIMIT));
        chain.ask(2 * ENOUGH);

        assertThat(chain.isOpen()).isFalse();
        assertThat(chain.heard("failed")).isZero();
        assertThat(backend.probes()).isZero();
    }

    /** The directory before took all the time. */
    @Test
    void whoseTimeIsOverIsNotLookedUp() {
        ScriptedBackend slow = new ScriptedBackend("slow");
        slow.answer(user -> Mono.delay(GuardedChain.BUDGET, chain.timer()).map(late -> LookupResult.NotMine.NOT_MINE));
        chain = replaced(slow, backend);
        CompletableFuture<ChainResult> answer = chain.ask("anna");
        chain.pass(GuardedChain.BUDGET);

        assertThat(outcome(answer)).isEqualTo(Drop.DEADLINE.text());
        assertThat(backend.lookups()).isZero();
        assertThat(backend.probes()).isZero();
        assertThat(chain.heard("failed")).isZero();
    }

    private GuardedChain replaced(ScriptedBackend... others) {
        chain.close();
        return new GuardedChain(GuardedChain.UNCACHED, GuardSettings.DEFAULT).of(Match.ALL, others);
    }

    /** A lookup fails at its deadline, as clients of backends let it. */
    private void answerTooLateFor(Duration left) {
        backend.answer(user -> Mono.delay(left.minusMillis(1), chain.timer())
                .then(Mono.error(new IllegalStateException("gave no answer in time"))));
    }

    @Test
    void lookupsThatWereGivenLittleTimeSayNothingOfTheBackend() {
        Duration little = GuardedChain.BUDGET.dividedBy(2).minusNanos(1);
        answerTooLateFor(little);
        chain.ask(2 * ENOUGH, little);
        chain.pass(little);

        assertThat(chain.heard("failed")).isEqualTo(2L * ENOUGH);
        assertThat(chain.isOpen()).isFalse();
        chain.pass(LONG);
        assertThat(backend.probes()).isZero();
    }

    @Test
    void lookupsThatWereGivenHalfOfTheTimeDo() {
        Duration half = GuardedChain.BUDGET.dividedBy(2);
        answerTooLateFor(half);
        chain.ask(ENOUGH, half);
        chain.pass(half);
        assertThat(chain.isOpen()).isTrue();
    }

    @Test
    void lookupsThatFailBeforeTheirTimeIsOverDoHoweverLittleItWas() {
        backend.fail();
        chain.ask(ENOUGH, Duration.ofMillis(10));
        assertThat(chain.isOpen()).isTrue();
    }

    /** As those that are ended after the longest time that one may take. */
    @Test
    void lookupsThatFailAtTheirDeadlineDoNotOpenItOnceALaterOneWasAnswered() {
        answerTooLateFor(GuardedChain.BUDGET);
        chain.ask(2 * ENOUGH);
        chain.pass(Duration.ofMillis(500));
        backend.well();
        assertThat(chain.outcome("anna")).isEqualTo("found");

        chain.pass(GuardedChain.BUDGET);

        assertThat(chain.heard("failed")).isEqualTo(2L * ENOUGH);
        assertThat(chain.isOpen()).isFalse();
    }

    @Test
    void aProbeThatThrowsHasFailed() {
        takeDown();
        backend.probesThrow(() -> new IllegalStateException("a bug"));
        chain.pass(LONG);
        backend.probesThrow(() -> new NoClassDefFoundError("com/example/Missing"));
        chain.pass(LONG);
        assertThat(chain.isOpen()).isTrue();
        assertThat(chain.heard("probe failed")).isGreaterThan(2000);
        backend.well();
        chain.pass(PROMISE);
        assertThat(chain.isOpen()).isFalse();
    }

    @Test
    void anOutageOfOneDirectoryIsNoOtherOnes() {
        ScriptedBackend other = new ScriptedBackend("others");
        chain.close();
        chain = new GuardedChain(GuardedChain.UNCACHED, GuardSettings.DEFAULT).of(Match.ALL, backend, other);
        backend.answer(user -> user.startsWith("other")
                ? Mono.just(LookupResult.NotMine.NOT_MINE)
                : Mono.error(new IllegalStateException("down")));
        backend.probesFail();
        chain.ask(ENOUGH - 1);
        assertThat(chain.outcome("other")).isEqualTo("found");
        assertThat(other.lookups()).isEqualTo(1);
        assertThat(other.probes()).isZero();
    }

    @Test
    void aCredentialThatCouldNotBeLookedUpIsNotTriedAgainAtOnce() {
        backend.fail();
        CompletableFuture<ChainResult> first = chain.ask("anna");
        assertThat(chain.outcome("anna")).isEqualTo(outcome(first));
        assertThat(backend.lookups()).isEqualTo(1);
        assertThat(chain.heard("RECENT_FAILURE")).isEqualTo(1);
        assertThat(chain.outcome("bert")).contains("IllegalStateException");
        assertThat(backend.lookups()).isEqualTo(2);

        backend.well();
        chain.pass(GuardSettings.DEFAULT.failureTtl());
        assertThat(chain.outcome("anna")).isEqualTo("found");
    }

    @Test
    void aPlaceTooFewIsNotWaitedFor() {
        backend.on(Backend.of(3));
        backend.hang();
        chain.ask(3);

        assertThat(chain.outcome("anna")).isEqualTo(Drop.LOOKUPS_FULL.text());
        assertThat(chain.heard("refused")).isEqualTo(1);
        assertThat(chain.limit()).isEqualTo(3);

        chain.pass(GuardedChain.LIMIT);
        backend.well();
        assertThat(chain.outcome("anna")).isEqualTo("found");
    }
}
