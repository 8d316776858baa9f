package io.gatehouse.directory.oidc.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** When keys are asked for, by a clock that only the test moves. */
class RefreshedKeysTest {
    private static final IssuerKeys ONE = TestKeys.keys(TestKey.generate(SigningAlgorithm.ES256, "one"));
    private static final IssuerKeys TWO = TestKeys.keys(TestKey.generate(SigningAlgorithm.ES256, "two"));

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<Sinks.One<IssuerKeys>> asked = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<String> lefts = new ArrayList<>();
    private int anew;
    private final RefreshedKeys keys =
            new RefreshedKeys(new Source(), TestKeys.REFRESH, new Heard(), () -> time.now(TimeUnit.NANOSECONDS), time);

    private Mono<IssuerKeys> ask() {
        Sinks.One<IssuerKeys> answer = Sinks.one();
        asked.add(answer);
        return answer.asMono();
    }

    @AfterEach
    void close() {
        keys.close();
        time.dispose();
    }

    private void answer(IssuerKeys with) {
        asked.get(asked.size() - 1).tryEmitValue(with).orThrow();
    }

    private void fail(String why) {
        asked.get(asked.size() - 1).tryEmitError(new ProviderException(why)).orThrow();
    }

    private void started() {
        keys.start();
        answer(ONE);
    }

    private static void assertUndecided(CompletableFuture<?> answer) {
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasCauseInstanceOf(UndecidedException.class);
    }

    private static RefreshedKeys.Later now(CompletableFuture<RefreshedKeys.Later> answer) {
        return Objects.requireNonNull(answer.getNow(null));
    }

    @Test
    void asksAtOnceAndThenByItself() {
        started();
        assertThat(keys.current()).isSameAs(ONE);

        untilAskedAgain(Duration.ofMinutes(4), Duration.ofMinutes(5));
        answer(TWO);
        assertThat(keys.current()).isSameAs(TWO);
        assertThat(heard).containsExactly("changed", "changed");
    }

    @Test
    void keysThatAreTheSameStay() {
        started();
        untilAskedAgain(Duration.ofMinutes(4), Duration.ofMinutes(5));
        answer(new IssuerKeys(ONE.keys(), 3));

        assertThat(keys.current()).isSameAs(ONE);
        assertThat(heard).containsExactly("changed");
    }

    @Test
    void keepsTheLastGoodKeysAndAsksAgainSoon() {
        started();
        untilAskedAgain(Duration.ofMinutes(4), Duration.ofMinutes(5));
        fail("it is down");

        assertThat(keys.current()).isSameAs(ONE);
        untilAskedAgain(Duration.ofMillis(400), Duration.ofMillis(500));
        fail("it is down");
        untilAskedAgain(Duration.ofMillis(800), Duration.ofSeconds(1));
        answer(ONE);
        assertThat(heard).containsExactly("changed", "failed it is down", "recovered");
    }

    /** Who has not seen the first line is told before nobody is let in any more, and then. */
    @Test
    void tellsEveryHourForHowLongTheLastKeysAreInUse() {
        started();
        untilAskedAgain(Duration.ofMinutes(4), Duration.ofMinutes(5));
        long end = time.now(TimeUnit.MILLISECONDS) + Duration.ofHours(25).toMillis();
        int answered = asked.size() - 1;
        while (time.now(TimeUnit.MILLISECONDS) < end) {
            if (asked.size() > answered) {
                answered = asked.size();
                fail("it is down");
            }
            time.advanceTimeBy(Duration.ofSeconds(1));
        }

        assertThat(lefts).hasSize(26);
        assertThat(lefts.subList(0, 3))
                .allMatch(left -> left.matches("PT2[123]H5\\dM"))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(lefts.subList(24, 26)).containsOnly("PT0S");
        assertThat(heard.subList(1, heard.size())).containsOnly("failed it is down");
    }

    @Test
    void tellsThatThereAreNoKeysYet() {
        keys.start();
        fail("it is down");

        assertThat(lefts).containsExactly("none");
    }

    private void untilAskedAgain(Duration least, Duration most) {
        int before = asked.size();
        long begin = time.now(TimeUnit.MILLISECONDS);
        while (asked.size() == before) {
            time.advanceTimeBy(Duration.ofMillis(10));
        }
        long took = time.now(TimeUnit.MILLISECONDS) - begin;
        assertThat(took).isBetween(least.toMillis(), most.toMillis() + 10);
        assertThat(asked).hasSize(before + 1);
    }

    @Test
    void usesNoKeysThatAreTooOld() {
        started();
        time.advanceTimeBy(Duration.ofHours(24));
        assertThat(keys.current()).isSameAs(ONE);
        time.advanceTimeBy(Duration.ofMillis(1));

        assertThat(keys.current()).isNull();
        CompletableFuture<RefreshedKeys.Later> later = keys.later("one");
        answer(ONE);
        assertThat(now(later).keys()).isSameAs(ONE);
    }

    @Test
    void givesUpAnAnswerThatTakesTooLong() {
        keys.start();
        time.advanceTimeBy(Duration.ofSeconds(5));

        assertThat(heard).containsExactly("failed it did not answer in time");
        time.advanceTimeBy(Duration.ofMillis(500));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aStormAfterARotationAsksOnce() {
        started();
        time.advanceTimeBy(Duration.ofSeconds(1));
        List<CompletableFuture<RefreshedKeys.Later>> storm = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            storm.add(keys.later("two"));
        }
        assertThat(asked).hasSize(2);
        answer(TWO);

        assertThat(storm).allSatisfy(answer -> {
            assertThat(now(answer).keys()).isSameAs(TWO);
            assertThat(now(answer).isDecisive()).isTrue();
        });
    }

    /** Somebody who makes up names of keys costs the issuer one question in ten seconds. */
    @Test
    void isNotAskedAgainAMomentLater() {
        started();
        time.advanceTimeBy(Duration.ofSeconds(1));
        CompletableFuture<RefreshedKeys.Later> first = keys.later("made up");
        answer(ONE);
        assertThat(now(first).isDecisive()).isTrue();

        time.advanceTimeBy(Duration.ofMillis(1));
        for (int i = 0; i < 100; i++) {
            assertThat(now(keys.later("made up " + i)).isDecisive()).isFalse();
        }
        assertThat(now(keys.later("made up")).isDecisive())
                .as("the issuer may have it since")
                .isFalse();
        assertThat(asked).hasSize(2);
        time.advanceTimeBy(Duration.ofSeconds(10));
        CompletableFuture<RefreshedKeys.Later> next = keys.later("made up 7");
        assertThat(asked).hasSize(3);
        answer(ONE);
        assertThat(now(next).isDecisive()).isTrue();
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(now(keys.later("made up 8")).isDecisive())
                .as("it was asked for since")
                .isTrue();
        assertThat(now(keys.later("made up 8")).isDecisive())
                .as("that is decided")
                .isFalse();
    }

    /** Who names no key may mean any. */
    @Test
    void tokensWithoutANameOfAKeyHaveNoneInCommon() {
        started();
        time.advanceTimeBy(Duration.ofSeconds(1));
        CompletableFuture<RefreshedKeys.Later> first = keys.later("");
        answer(ONE);
        assertThat(now(first).isDecisive()).isTrue();

        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(now(keys.later("")).isDecisive()).isFalse();
        time.advanceTimeBy(Duration.ofSeconds(9));
        CompletableFuture<RefreshedKeys.Later> next = keys.later("");
        time.advanceTimeBy(Duration.ofMillis(1));
        CompletableFuture<RefreshedKeys.Later> later = keys.later("");
        answer(ONE);
        assertThat(now(next).isDecisive()).isTrue();
        assertThat(now(later).isDecisive()).isFalse();
    }

    /** Who comes while the answer is on its way may have a newer key. */
    @Test
    void anAnswerThatWasAskedForBeforeDeniesNobody() {
        started();
        untilAskedAgain(Duration.ofMinutes(4), Duration.ofMinutes(5));
        time.advanceTimeBy(Duration.ofMillis(1));
        CompletableFuture<RefreshedKeys.Later> later = keys.later("two");
        answer(ONE);

        assertThat(now(later).isDecisive()).isFalse();
    }

    @Test
    void failsWhoWaitsWhenItCannotBeAsked() {
        started();
        time.advanceTimeBy(Duration.ofSeconds(1));
        CompletableFuture<RefreshedKeys.Later> later = keys.later("two");
        fail("it is down");

        assertUndecided(later);
    }

    @Test
    void withoutKeysItIsAskedEachSecond() {
        keys.start();
        fail("it is down");
        CompletableFuture<RefreshedKeys.Later> first = keys.later("one");
        assertThat(asked).hasSize(2);
        fail("it is down");
        assertUndecided(first);
        assertUndecided(keys.later("one"));
        assertThat(asked).hasSize(2);

        untilAskedAgain(Duration.ofMillis(800), Duration.ofSeconds(1));
        fail("it is down");
        time.advanceTimeBy(Duration.ofMillis(250));
        CompletableFuture<RefreshedKeys.Later> later = keys.later("one");
        assertThat(asked).hasSize(4);
        answer(ONE);
        assertThat(now(later).keys()).isSameAs(ONE);
    }

    /** It may be elsewhere that the issuer has them. */
    @Test
    void aKeyThatIsNotKnownIsLookedForAnew() {
        started();
        untilAskedAgain(Duration.ofMinutes(4), Duration.ofMinutes(5));
        answer(ONE);
        assertThat(anew).isZero();

        assertThat(keys.later("two")).isNotDone();
        assertThat(anew).isOne();
    }

    /** Else a rotation just after the keys were asked for would shut everybody out for a while. */
    @Test
    void askingByItselfIsNoReasonNotToAsk() {
        started();
        CompletableFuture<RefreshedKeys.Later> later = keys.later("two");
        assertThat(asked).hasSize(2);
        answer(TWO);
        assertThat(now(later).keys()).isSameAs(TWO);
    }

    @Test
    void anEmptyAnswerIsAFailure() {
        keys.start();
        asked.get(0).tryEmitEmpty().orThrow();

        assertThat(heard).containsExactly("failed it answered with nothing");
    }

    @Test
    void closingEndsWhatWaits() {
        keys.start();
        CompletableFuture<RefreshedKeys.Later> later = keys.later("one");
        keys.close();

        assertUndecided(later);
        assertThat(asked.get(0).currentSubscriberCount()).isZero();
        assertUndecided(keys.later("one"));
        time.advanceTimeBy(Duration.ofHours(1));
        assertThat(asked).hasSize(1);
    }

    @Test
    void askedKeysForgetsTheOldest() {
        AskedKeys many = new AskedKeys();
        assertThat(many.first("a", 1)).isEqualTo(1);
        assertThat(many.first("a", 2)).isEqualTo(1);
        for (int i = 0; i < 1000; i++) {
            many.first("other " + i, 3);
        }
        assertThat(many.first("other 999", 4)).isEqualTo(3);
        many.decided("other 999");
        assertThat(many.first("other 999", 5)).isEqualTo(5);
        assertThat(many.first("a", 4)).isEqualTo(4);
    }

    private final class Source implements KeySource {
        @Override
        public Mono<IssuerKeys> fetch() {
            return ask();
        }

        @Override
        public Mono<IssuerKeys> fetchAnew() {
            anew++;
            return ask();
        }
    }

    private final class Heard implements KeyListener {
        @Override
        public void changed(IssuerKeys now) {
            heard.add("changed");
        }

        @Override
        public void failed(String why, @Nullable Duration left) {
            heard.add("failed " + why);
            lefts.add(
                    left == null ? "none" : left.truncatedTo(ChronoUnit.MINUTES).toString());
        }

        @Override
        public void recovered() {
            heard.add("recovered");
        }
    }
}
