package io.gatehouse.revocation.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.revocation.PollSettings;
import io.gatehouse.revocation.poll.PollAnswer.Absent;
import io.gatehouse.revocation.poll.PollAnswer.Present;
import io.gatehouse.revocation.poll.WatchedUser.State;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of whom a directory is asked, and by which instance. */
class ArrivalsTest {
    private static final long INTERVAL = Duration.ofMinutes(5).toNanos();
    private static final Duration CLOSING = Duration.ofSeconds(15);
    private static final OtherCloser OTHER = new OtherCloser("other instance", System.nanoTime(), 0);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
    private final PollContext context = new PollContext(
            () -> new PollSettings(Duration.ofNanos(INTERVAL), 10),
            new CountedPolls(),
            new OtherInstances(CLOSING),
            thread);
    private final WatchList list = new WatchList();
    private final Arrivals arrivals = new Arrivals(list, new ScriptedUsers(), context);

    @AfterEach
    void close() {
        thread.shutdownNow();
    }

    private WatchedUser alice() {
        return Objects.requireNonNull(list.get("alice"));
    }

    private long dueIn() {
        return alice().due() - System.nanoTime();
    }

    @Test
    void whoHasLoggedInIsAskedAboutWithinTheInterval() {
        arrivals.found("alice", new Present("alice", 1));

        assertThat(alice().state()).isEqualTo(State.KNOWN);
        assertThat(dueIn()).isBetween(INTERVAL / 3, INTERVAL);
        assertThat(list.next(System.nanoTime())).isNull();
        assertThat(list.next(System.nanoTime() + INTERVAL)).isSameAs(alice());
    }

    @Test
    void whomAnotherInstanceAsksAboutIsAskedAboutOnlyWhereItStops() {
        arrivals.found("alice", new Present("alice", 1));
        arrivals.askedByOther("alice", new Present("alice", 1));

        assertThat(dueIn()).isGreaterThan(INTERVAL);
        assertThat(list.next(System.nanoTime() + INTERVAL)).isNull();
        assertThat(list.next(System.nanoTime() + 2 * INTERVAL)).isSameAs(alice());
    }

    @Test
    void whoIsAnotherOneForAnotherInstanceIsAskedAboutAtOnce() {
        arrivals.found("alice", new Present("alice", 1));
        arrivals.askedByOther("alice", new Present("alice", 2));

        assertThat(alice().print()).isEqualTo(1);
        assertThat(list.next(System.nanoTime())).isSameAs(alice());
    }

    @Test
    void whoseSessionsAnotherInstanceHasEndedIsNotEndedAgain() {
        arrivals.found("alice", new Present("alice", 1));
        arrivals.revokedByOther("alice", new Present("alice", 2), OTHER);
        assertThat(alice().print()).isEqualTo(2);
        assertThat(dueIn()).isGreaterThan(INTERVAL);

        arrivals.session("bob", 1);
        arrivals.revokedByOther("bob", Absent.ABSENT, OTHER);
        assertThat(list.get("bob")).isNull();
    }

    /** The other instance may not have closed the sessions yet. */
    @Test
    void whoHasOtherRightsForAnotherInstanceIsAskedAboutHereWhoeverElseAsks() {
        arrivals.found("alice", new Present("alice", 1));
        arrivals.revokedByOther("alice", new Present("alice", 2), OTHER);
        assertThat(dueIn()).isGreaterThan(INTERVAL + CLOSING.toNanos());
        assertThat(list.sample(PollBrake.SAMPLE))
                .as("whose sessions nobody closes")
                .isEmpty();

        long due = alice().due();
        arrivals.askedByOther("alice", new Present("alice", 2));
        assertThat(alice().due()).isEqualTo(due);
        assertThat(alice().closer()).isEqualTo(OTHER);
    }

    @Test
    void whoseSessionsAnotherInstanceClosesIsKnownThoughNobodyHasTold() {
        arrivals.session("bob", 1);
        arrivals.revokedByOther("alice", new Present("alice", 2), OTHER);
        arrivals.revokedByOther("bob", new Present("bob", 3), OTHER);

        assertThat(alice().closer()).isEqualTo(OTHER);
        assertThat(list.get("bob"))
                .satisfies(bob -> assertThat(bob.state()).isEqualTo(State.KNOWN))
                .satisfies(bob -> assertThat(bob.closer()).isEqualTo(OTHER));
    }

    /** Which may end before they have. */
    @Test
    void whomAnotherInstanceFindsGoneIsAskedAboutOnceMoreAsLongAsThereIsASession() {
        arrivals.found("alice", new Present("alice", 1));
        arrivals.session("alice", 1);
        arrivals.revokedByOther("alice", Absent.ABSENT, OTHER);
        assertThat(dueIn()).isGreaterThan(INTERVAL);
        assertThat(list.sample(PollBrake.SAMPLE)).as("who are not gone").isEmpty();

        arrivals.session("alice", 2);
        list.removeUnseen(2, System.nanoTime());
        assertThat(list.next(System.nanoTime() + 2 * INTERVAL)).isSameAs(alice());

        list.removeUnseen(3, System.nanoTime() - INTERVAL);
        assertThat(list.size()).isZero();
    }

    @Test
    void whoIsThereAgainIsSomebodyNew() {
        arrivals.found("alice", new Present("alice", 1));
        arrivals.revokedByOther("alice", Absent.ABSENT, OTHER);
        arrivals.found("alice", new Present("alice", 2));

        assertThat(alice().print()).isEqualTo(2);
        assertThat(alice().isGoneForOther()).isFalse();
        assertThat(list.next(System.nanoTime())).as("asked about at once").isNull();
    }

    @Test
    void whoseSessionIsThereIsAskedWhoItIs() {
        arrivals.session("alice", 1);

        assertThat(alice().state()).isEqualTo(State.NEW);
        assertThat(dueIn()).isLessThan(INTERVAL);
    }

    @Test
    void whoHasNoSessionAnyMoreIsForgotten() {
        long began = System.nanoTime();
        arrivals.session("alice", 1);
        arrivals.session("bob", 1);
        arrivals.session("bob", 2);
        arrivals.found("carol", new Present("carol", 1));
        list.removeUnseen(2, began);
        assertThat(list.size()).as("those who came since").isEqualTo(3);

        list.removeUnseen(2, System.nanoTime());
        assertThat(list.size()).isOne();
        assertThat(list.get("bob")).isNotNull();
        assertThat(list.ofSession("alice")).isEmpty();
    }
}
