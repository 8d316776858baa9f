package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sessions.Coverage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many users and batches are kept, and what becomes of more. */
class BatchesTest {
    private final Batches batches = new Batches(10);

    private static Revoked user(String name, @Nullable String account) {
        return new Revoked("staff", name, Set.of(name), account, false);
    }

    private static List<Revoked> users(int number) {
        return IntStream.range(0, number).mapToObj(i -> user("u" + i, "APP1")).toList();
    }

    private static Batch only(List<Batch> together) {
        assertThat(together).hasSize(1);
        return together.get(0);
    }

    private List<Batch> due() {
        return batches.due(System.nanoTime());
    }

    @Test
    void whatIsWithinTheBoundsStaysAsItIs() {
        batches.add(users(5));
        batches.add(users(5));

        assertThat(batches.together()).isEmpty();
        assertThat(due()).hasSize(2);
    }

    @Test
    void moreUsersAreEverybodyOfTheirDirectoryAndAccount() {
        Batch first = batches.add(users(6));
        batches.add(List.of(user("anna", "APP2"), user("bob", null)));
        batches.add(users(6));

        Batch one = only(batches.together());

        assertThat(due()).containsExactly(one);
        assertThat(one.users()).allMatch(Revoked::isEverybody);
        assertThat(one.users().stream().map(Revoked::account)).containsExactlyInAnyOrder("APP1", "APP2", null);
        assertThat(Revoked.byDirectory(one.users())).containsOnlyKeys("staff").containsEntry("staff", null);
        assertThat(one.words()).contains("everybody");
        assertThat(first.first()).isDone();
    }

    @Test
    void whatIsBeingLookedForIsLeftOut() {
        Batch looking = batches.add(users(6));
        looking.begin();
        batches.add(users(6));

        Batch one = only(batches.together());
        looking.looked(new Coverage(1, 1), Duration.ZERO);

        assertThat(due()).containsExactly(looking, one);
    }

    @Test
    void moreBatchesBecomeOneOfTheSameUsers() {
        Batches many = new Batches(1_000_000);
        long now = System.nanoTime();
        for (int i = 0; i <= 10_000; i++) {
            many.add(List.of(user("u" + i, "APP1")), now);
        }

        Batch one = only(many.together());

        assertThat(one.users()).hasSize(10_001).noneMatch(Revoked::isEverybody);
        assertThat(many.due(System.nanoTime())).containsExactly(one);
        assertThat(many.together()).isEmpty();
    }

    @Test
    void itIsAsOldAsTheLastOfThemThatWasForgotten() {
        Batch early = batches.add(users(6));
        Batch late = batches.add(users(6));
        early.forgottenBy(late.reference() + 7);

        Batch one = only(batches.together());

        assertThat(one.reference()).isEqualTo(early.reference());
    }

    /** Otherwise one that is put together again and again, since a server does not tell of its sessions, would never be given up. */
    @Test
    void whoIsPutTogetherIsAsOldAsBefore() {
        long begin = System.nanoTime();
        Batch early = new Batch(1, users(1), begin - Batch.GIVEN_UP.toNanos());
        Batch late = new Batch(2, users(1), begin);

        Batch one = Batch.of(3, List.of(late, early), users(1), begin + 5);

        assertThat(one.age()).isGreaterThanOrEqualTo(Batch.GIVEN_UP.toNanos());
        assertThat(one.until()).isEqualTo(begin);
        assertThat(one.isToBeGivenUp(begin + Batch.GIVEN_UP.toNanos())).isFalse();
        assertThat(one.isToBeGivenUp(begin + Batch.GIVEN_UP.toNanos() + 1)).isTrue();
    }

    /** Those of one time go together, so that nobody keeps somebody else, who was revoked much earlier, from being given up. */
    @Test
    void onlyBatchesOfOnePeriodBecomeOne() {
        Batches many = new Batches(1_000_000);
        long now = System.nanoTime();
        long before = now - Batches.PERIOD.multipliedBy(3).toNanos();
        for (int i = 0; i <= 10_000; i++) {
            many.add(List.of(user("u" + i, "APP1")), i % 2 == 0 ? now : before);
        }

        List<Batch> together = many.together();

        assertThat(together).extracting(Batch::until).containsExactlyInAnyOrder(now, before);
        assertThat(together.stream().mapToInt(batch -> batch.users().size()).sum())
                .isEqualTo(10_001);
    }

    private static void look(Batch batch) {
        batch.begin();
        batch.looked(new Coverage(1, 1), Duration.ZERO);
    }

    @Test
    void whoAnotherInstanceForgetsWhenAllHasEndedIsLookedForAnew() {
        Batch batch = batches.add(users(2));
        for (int looks = 0; looks < Batch.PASSES; looks++) {
            look(batch);
        }
        assertThat(batches.remove(batch)).isTrue();
        long now = System.nanoTime();

        Batch anew = Objects.requireNonNull(batches.forgottenByOther(Long.toString(batch.number()), now));

        assertThat(anew.users()).isEqualTo(batch.users());
        assertThat(anew.reference()).isEqualTo(now);
        assertThat(due()).containsExactly(anew);
        assertThat(batches.forgottenByOther(Long.toString(batch.number()), now)).isNull();
        assertThat(batches.forgottenByOther("7", now)).isNull();
        assertThat(batches.forgottenByOther("", now)).isNull();
    }

    @Test
    void whoAnotherInstanceForgetsDuringTheLastLookIsLookedForAgain() {
        Batch batch = batches.add(users(2));
        look(batch);
        look(batch);
        batch.begin();

        assertThat(batches.forgottenByOther(Long.toString(batch.number()), System.nanoTime()))
                .isNull();
        batch.looked(new Coverage(1, 1), Duration.ZERO);

        assertThat(batch.isThrough()).isFalse();
        assertThat(batch.isToBeLooked()).isTrue();
        look(batch);
        assertThat(batch.isThrough()).isTrue();
    }

    @Test
    void noMoreUsersOfWhatHasEndedAreKeptThanMayBe() {
        Batches many = new Batches(1_000_000);
        Batch first = many.add(users(60_000));
        Batch second = many.add(users(60_000));
        many.remove(first);
        many.remove(second);

        assertThat(many.forgottenByOther("1", System.nanoTime())).isNull();
        assertThat(many.forgottenByOther("2", System.nanoTime())).isNotNull();
    }

    /** A list of 200,000 certificates would be kept for ten minutes after each reload, and nobody is told of it. */
    @Test
    void marksAreKeptNoLongerThanTheyAreLookedFor() {
        Batch marks = batches.add(List.of(Revoked.marked("certs", Set.of("m"), none -> false)));
        Batch both = batches.add(List.of(Revoked.marked("certs", Set.of("m"), none -> false), user("anna", "APP1")));
        batches.remove(marks);
        batches.remove(both);

        assertThat(batches.forgottenByOther("1", System.nanoTime())).isNull();
        assertThat(batches.forgottenByOther("2", System.nanoTime())).isNotNull();
    }

    @Test
    void usersWhoWaitForOthersBecomeEverybody() {
        GatheredUsers pending = new GatheredUsers(3);
        users(8).forEach(pending::add);

        assertThat(pending.take()).anyMatch(Revoked::isEverybody).hasSizeLessThanOrEqualTo(3);
        assertThat(pending.take()).isEmpty();
    }
}
