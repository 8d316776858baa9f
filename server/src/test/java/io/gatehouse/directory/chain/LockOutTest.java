package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many tries a victim needs that this instance has not seen yet, while somebody guesses at its name; in simulated time,
 * so that it is the same each time.
 */
class LockOutTest {
    private static final Logger log = LoggerFactory.getLogger(LockOutTest.class);
    private static final int VICTIMS = 30;
    private static final int MOST_TRIES = 200;
    private static final Duration ATTACK_BEFORE = Duration.ofSeconds(90);

    /** A client's time-out and its pause, without the jitter. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(2200);

    private static final int JITTER_MILLIS = 600;

    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(ints = {4, 50})
    void aVictimFromElsewhereIsInAtItsFirstTry(int guessesPerSecond) {
        double tries = triesOnAverage(guessesPerSecond, "198.51.100.7");
        log.info("{} guesses a second: {} tries", guessesPerSecond, tries);

        assertThat(tries).isEqualTo(1);
    }

    /** Nobody can tell the two apart before the password is compared; the limit lets as many of either be. */
    @ParameterizedTest
    @ValueSource(ints = {4, 50})
    void aVictimBehindTheAddressOfWhoGuessesGetsInByChance(int guessesPerSecond) {
        double tries = triesOnAverage(guessesPerSecond, Attack.GUESSER);
        log.info("{} guesses a second from the victim's own address: {} tries", guessesPerSecond, tries);

        assertThat(tries).isGreaterThan(2);
    }

    private double triesOnAverage(int guessesPerSecond, String victim) {
        int tries = 0;
        for (int i = 0; i < VICTIMS; i++) {
            tries += new Attack(guessesPerSecond, random).triesFrom(victim);
        }
        return (double) tries / VICTIMS;
    }

    /** Guesses at one name, each another, as they come by chance at some rate; more than {@link #MOST_TRIES} are not tried. */
    private static final class Attack {
        private static final String GUESSER = "203.0.113.1";

        private final AtomicLong now = new AtomicLong();
        private final Chained cached =
                new Chained(ScriptedDirectory.quick(), LookupSettings.DEFAULT, LookupRecorder.NONE, now::get);
        private final int perSecond;
        private final Random random;
        private long nextGuess;
        private int guesses;

        Attack(int perSecond, Random random) {
            this.perSecond = perSecond;
            this.random = random;
        }

        int triesFrom(String host) {
            long next = ATTACK_BEFORE.plusMillis(random.nextInt(60_000)).toNanos();
            for (int tries = 1; tries <= MOST_TRIES; tries++) {
                guessUntil(next);
                if (login(host, "right")) {
                    return tries;
                }
                next += BETWEEN_TRIES.plusMillis(random.nextInt(JITTER_MILLIS)).toNanos();
            }
            return MOST_TRIES;
        }

        private void guessUntil(long time) {
            while (nextGuess <= time) {
                now.set(nextGuess);
                assertThat(login(GUESSER, "guess " + guesses++)).isFalse();
                nextGuess += (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
            }
            now.set(time);
        }

        private boolean login(String host, String password) {
            SampleRequest from = SampleRequest.client().host(host);
            SampleRequest request =
                    new SampleRequest(host, from.kind(), from.type(), "alice", password, null, null, null);
            try {
                return cached.find(request.build(), SampleRequest.inTime()).block() instanceof LookupResult.Found;
            } catch (UndecidedException limited) {
                return false;
            }
        }
    }
}
