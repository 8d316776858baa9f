package io.gatehouse.revocation.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.revocation.PollSettings;
import io.gatehouse.revocation.poll.PollAnswer.Absent;
import io.gatehouse.revocation.poll.PollAnswer.Present;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a user whom another instance has found gone or changed, and whose sessions that one may not have closed. */
class DirectoryPollTest {
    private static final PollSettings OFTEN = new PollSettings(Duration.ofMillis(50), 10);
    private static final int OTHERS = 20;
    private static final String OTHER = "other instance";

    private final ScriptedUsers directory = new ScriptedUsers();
    private final OtherInstances others = new OtherInstances(Duration.ofMillis(20));
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
    private final PollContext context = new PollContext(() -> OFTEN, new CountedPolls(), others, thread);
    private final DirectoryPoll poll = new DirectoryPoll(directory, context, new ToldUsers(lines -> {}));

    /** Alice has a session, and so have others. */
    @BeforeEach
    void letIn() {
        letIn("alice", 1);
        IntStream.range(0, OTHERS).forEach(i -> letIn("user" + i, i));
        context.execute(this::tick);
    }

    @AfterEach
    void close() {
        thread.shutdownNow();
    }

    private void letIn(String user, long print) {
        directory.users.put(user, print);
        context.execute(() -> poll.arrivals().found(user, new Present(user, print)));
    }

    private void tick() {
        poll.work();
        context.schedule(this::tick, Duration.ofMillis(5));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30));
    }

    /** The other instance, which says just now that it closes sessions. */
    private static OtherCloser closer() {
        return new OtherCloser(OTHER, System.nanoTime(), System.currentTimeMillis());
    }

    private void goneForOther() {
        context.execute(() -> {
            directory.users.remove("alice");
            poll.arrivals().revokedByOther("alice", Absent.ABSENT, closer());
            poll.arrivals().session("alice", 1);
        });
    }

    /** As one does that is terminated just then. */
    @Test
    void whoseSessionIsLeftByTheOtherInstanceIsClosedHere() {
        goneForOther();

        patiently().until(() -> directory.revoked.contains("alice gone"));
        assertThat(directory.revoked).containsExactly("alice gone");
    }

    private void changedForOther() {
        context.execute(() -> {
            directory.users.put("alice", 2L);
            poll.arrivals().revokedByOther("alice", new Present("alice", 2), closer());
            poll.arrivals().session("alice", 1);
        });
    }

    /** Another instance goes on to ask about its users. */
    private void goOn() {
        context.execute(() -> others.heard(OTHER, System.nanoTime(), System.currentTimeMillis()));
        context.schedule(this::goOn, Duration.ofMillis(5));
    }

    private void awaitAskedAgain() {
        int before = directory.asked("alice");
        patiently().until(() -> directory.asked("alice") > before + 4);
    }

    @Test
    void whoseSessionWithOtherRightsIsLeftByTheOtherInstanceIsClosedHereOnce() {
        context.execute(() -> others.heard(OTHER, System.nanoTime(), System.currentTimeMillis()));
        changedForOther();

        patiently().until(() -> directory.revoked.contains("alice changed"));
        awaitAskedAgain();
        assertThat(directory.revoked).containsExactly("alice changed");
    }

    @Test
    void whoseSessionTheOtherInstanceWasThereToCloseIsNotClosedAgain() {
        goOn();
        changedForOther();

        awaitAskedAgain();
        assertThat(directory.revoked).isEmpty();
    }

    /** Some other instance that asks about the same user need not know that sessions are left. */
    @Test
    void whoAsksAboutAUserDoesNotStandInForWhoWasToClose() {
        askedByThird();
        changedForOther();

        patiently().until(() -> directory.revoked.contains("alice changed"));
    }

    private void askedByThird() {
        context.execute(() -> {
            others.heard("third instance", System.nanoTime(), System.currentTimeMillis());
            poll.arrivals().askedByOther("alice", new Present("alice", directory.users.getOrDefault("alice", 0L)));
        });
        context.schedule(this::askedByThird, Duration.ofMillis(5));
    }

    /** The answer to a question that is under way would be older than what the work changes. */
    private void whileNobodyAsksAboutAlice(Runnable work) {
        context.execute(() -> {
            if (Objects.requireNonNull(poll.list().get("alice")).isHeld()) {
                whileNobodyAsksAboutAlice(work);
            } else {
                work.run();
            }
        });
    }

    @Test
    void whoWasAddedAgainIsNotClosed() {
        goOn();
        whileNobodyAsksAboutAlice(() -> {
            poll.arrivals().revokedByOther("alice", Absent.ABSENT, closer());
            directory.users.put("alice", 2L);
        });

        awaitAskedAgain();
        assertThat(directory.revoked).isEmpty();
    }

    @Test
    void whoseSessionOfBeforeIsLeftIsClosedThoughTheUserWasAddedAgain() {
        context.execute(() -> {
            poll.arrivals().revokedByOther("alice", Absent.ABSENT, closer());
            directory.users.put("alice", 2L);
            poll.arrivals().found("alice", new Present("alice", 2));
        });

        patiently().until(() -> directory.revoked.contains("alice changed"));
    }
}
