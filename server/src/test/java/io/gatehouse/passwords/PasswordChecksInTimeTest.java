package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which checks are hashed, and in which order, when there are more than there is time for. */
@Timeout(30)
class PasswordChecksInTimeTest {
    @Test
    void whatExpiredWhileItWaitedIsNotHashed() throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash busy = scene.occupy();
            PasswordCheck late = scene.begin(scene.named("late"), 1_000);
            PasswordCheck inTime = scene.begin(scene.named("in time"), 3_000);
            scene.pass(2_000);
            busy.letGo();

            assertThat(inTime.result().join()).isTrue();
            assertLate(late);
            assertThat(scene.hashed).containsExactly("in time");
            assertThat(scene.drops).isEqualTo(Map.of(CheckDrop.EXPIRED, 1));
        }
    }

    @Test
    void whatHasLessTimeThanItsSchemeTakesIsNotBegun() {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            assertThat(scene.begin(scene.taking(400, "slow", "first"), 1_000)
                            .result()
                            .join())
                    .isTrue();
            assertThat(scene.begin(scene.taking(100, "fast", "second"), 1_000)
                            .result()
                            .join())
                    .isTrue();

            assertLate(scene.begin(scene.taking(400, "slow", "hopeless"), 300));
            assertThat(scene.begin(scene.taking(100, "fast", "third"), 300)
                            .result()
                            .join())
                    .isTrue();
            assertThat(scene.hashed).containsExactly("first", "second", "third");
            assertThat(scene.drops).isEqualTo(Map.of(CheckDrop.WOULD_EXPIRE, 1));
        }
    }

    @Test
    void aSchemeThatOnceTookTooLongIsTriedAgainInTheEnd() {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            assertThat(scene.begin(scene.taking(2_000, "slow", "stalled"), 1_000)
                            .result()
                            .join())
                    .isTrue();
            assertLate(scene.begin(scene.taking(100, "slow", "hopeless"), 1_000));
            scene.pass(4_001);

            assertThat(scene.begin(scene.taking(100, "slow", "again"), 1_000)
                            .result()
                            .join())
                    .isTrue();
            assertThat(scene.begin(scene.taking(100, "slow", "as usual"), 1_000)
                            .result()
                            .join())
                    .isTrue();
        }
    }

    @Test
    void theNewestIsHashedFirstOnceTheQueueStands() throws InterruptedException {
        assertThat(orderOf(ChecksScene.IMPATIENT)).containsExactly("1", "4", "3", "2");
        assertThat(orderOf(ChecksScene.PATIENT)).containsExactly("1", "2", "3", "4");
    }

    private static List<String> orderOf(io.gatehouse.admission.QueueDiscipline discipline) throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(discipline)) {
            GatedHash busy = scene.occupy();
            List<PasswordCheck> all = List.of("1", "2", "3", "4").stream()
                    .map(name -> scene.begin(scene.named(name), 10_000))
                    .toList();
            scene.pass(50);
            busy.letGo();
            all.forEach(check -> assertThat(check.result().join()).isTrue());
            return List.copyOf(scene.hashed);
        }
    }

    @Test
    void aCheckThatRunsComesToItsEndThoughNobodyWaitsAnyMore() throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash hash = GatedHash.closed();
            PasswordCheck check = scene.begin(hash, 1_000);
            CompletableFuture<Boolean> cached = check.result();
            hash.awaitBegun();
            check.abandon();
            assertThat(check.result().cancel(true)).isTrue();
            hash.letGo();

            assertThat(cached.join()).isTrue();
            assertThat(check.result().join()).isTrue();
            assertThat(scene.drops).isEmpty();
            assertThat(scene.results).isEqualTo(Map.of(CheckResult.RIGHT, 1));
        }
    }

    @Test
    void aCheckThatWaitsAndIsAbandonedIsNotHashed() throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash busy = scene.occupy();
            PasswordCheck check = scene.begin(scene.named("abandoned"), 1_000);
            check.abandon();
            check.abandon();

            assertThat(scene.checks.waiting()).isZero();
            assertLate(check);
            assertThat(scene.drops).isEqualTo(Map.of(CheckDrop.ABANDONED, 1));
            busy.letGo();
        }
    }

    @Test
    void whatBeginsAfterTheEndIsGivenUp() {
        ChecksScene scene = new ChecksScene(ChecksScene.PATIENT);
        scene.close();

        assertThat(scene.begin(scene.named("too late"), 1_000).result())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(PasswordChecksFullException.class);
    }

    @Test
    void tellsHowLongAChecksWaitedAndHowItEnded() throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash busy = scene.occupy();
            PasswordCheck wrong =
                    scene.checks.begin(scene.named("wrong"), "guessed", CheckTerms.until(scene.deadline(1_000)));
            scene.pass(70);
            busy.letGo();

            assertThat(wrong.result().join()).isFalse();
            assertThat(scene.waits).containsExactly(0L, 70L);
            assertThat(scene.results).isEqualTo(Map.of(CheckResult.RIGHT, 1, CheckResult.WRONG, 1));
        }
    }

    @Test
    void neverShowsThePassword() {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            assertThat(scene.checks.begin(PasswordHash.parse("stored"), "presented", CheckTerms.until(0)))
                    .hasToString("PasswordCheck[plain]");
        }
    }

    static void assertLate(PasswordCheck check) {
        assertThat(check.result())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(PasswordCheckLateException.class);
    }
}
