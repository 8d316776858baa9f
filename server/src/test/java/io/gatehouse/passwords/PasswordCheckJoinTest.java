package io.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody wants to know what is being checked already. */
@Timeout(30)
class PasswordCheckJoinTest {
    @Test
    void oneHashAnswersAll() throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash busy = scene.occupy();
            PasswordCheck check = scene.begin(scene.named("shared"), 1_000);
            CompletableFuture<Boolean> first = check.result();
            assertThat(check.extend(scene.deadline(2_000))).isTrue();
            CompletableFuture<Boolean> second = check.result();
            busy.letGo();

            assertThat(first.join()).isTrue();
            assertThat(second.join()).isTrue();
            assertThat(scene.hashed).containsExactly("shared");
        }
    }

    @Test
    void aJoinedCheckIsWorthDoingUntilTheLaterDeadline() throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash busy = scene.occupy();
            PasswordCheck extended = scene.begin(scene.named("extended"), 1_000);
            PasswordCheck kept = scene.begin(scene.named("kept"), 3_000);
            extended.extend(scene.deadline(3_000));
            kept.extend(scene.deadline(1_000));
            scene.pass(2_000);
            busy.letGo();

            assertThat(extended.result().join()).isTrue();
            assertThat(kept.result().join()).isTrue();
        }
    }

    @Test
    void aJoinedCheckBecomesTheNewestInAStandingQueue() throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(ChecksScene.IMPATIENT)) {
            Standing standing = new Standing(scene);
            scene.pass(100);
            standing.older.extend(scene.deadline(5_000));
            standing.end();

            assertThat(scene.hashed).containsExactly("before", "older", "newer");
        }
    }

    @Test
    void itBecomesThatOnlyOnceInAWhile() throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(ChecksScene.IMPATIENT)) {
            Standing standing = new Standing(scene);
            scene.pass(100);
            standing.older.extend(scene.deadline(5_000));
            standing.newer.extend(scene.deadline(5_000));
            scene.pass(99);
            standing.older.extend(scene.deadline(5_000));
            standing.end();

            assertThat(scene.hashed).containsExactly("before", "newer", "older");
        }
    }

    @Test
    void aJoinedCheckKeepsItsPlaceWhileTheOldestGoesFirst() throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            GatedHash busy = scene.occupy();
            PasswordCheck older = scene.begin(scene.named("older"), 5_000);
            PasswordCheck newer = scene.begin(scene.named("newer"), 5_000);
            scene.pass(100);
            older.extend(scene.deadline(5_000));
            busy.letGo();

            assertThat(newer.result().join()).isTrue();
            assertThat(scene.hashed).containsExactly("older", "newer");
        }
    }

    @Test
    void whatHasEndedCannotBeJoined() throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(ChecksScene.PATIENT)) {
            PasswordCheck done = scene.begin(scene.named("done"), 1_000);
            assertThat(done.result().join()).isTrue();
            assertThat(done.extend(scene.deadline(9_000))).isFalse();

            GatedHash busy = scene.occupy();
            PasswordCheck abandoned = scene.begin(scene.named("abandoned"), 1_000);
            abandoned.abandon();
            assertThat(abandoned.extend(scene.deadline(9_000))).isFalse();
            assertThat(scene.checks.waiting()).isZero();
            busy.letGo();
        }
    }

    @Test
    void whatRunsCanBeJoinedAndDoesNotWaitAgain() throws InterruptedException {
        try (ChecksScene scene = new ChecksScene(ChecksScene.IMPATIENT)) {
            GatedHash hash = GatedHash.closed();
            PasswordCheck running = scene.begin(hash, 1_000);
            hash.awaitBegun();
            scene.pass(500);
            assertThat(running.extend(scene.deadline(1_000))).isTrue();
            assertThat(scene.checks.waiting()).isZero();
            hash.letGo();

            assertThat(running.result().join()).isTrue();
            assertThat(hash.computed()).isEqualTo(1);
        }
    }

    /** A thread that is busy before a queue that stands, with an older and a newer check in it. */
    private static final class Standing {
        final PasswordCheck older;
        final PasswordCheck newer;
        private final GatedHash busy = GatedHash.closed();

        Standing(ChecksScene scene) throws InterruptedException {
            GatedHash first = scene.occupy();
            PasswordCheck before = scene.begin(scene.named("before"), 9_000);
            older = scene.begin(scene.named("older"), 9_000);
            newer = scene.begin(scene.named("newer"), 9_000);
            assertThat(before.arrivedAt()).isEqualTo(newer.arrivedAt());
            CompletableFuture<Boolean> unused = scene.begin(busy, 9_000).result();
            scene.pass(10);
            first.letGo();
            busy.awaitBegun();
            assertThat(scene.checks.queue().isStanding()).isTrue();
        }

        void end() {
            busy.letGo();
            assertThat(older.result().join()).isTrue();
            assertThat(newer.result().join()).isTrue();
        }
    }
}
