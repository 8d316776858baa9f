package io.gatehouse.revocation.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.revocation.PollSettings;
import io.gatehouse.revocation.poll.PollAnswer.Absent;
import io.gatehouse.revocation.poll.PollAnswer.Present;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a user whom another instance has found gone, and whose sessions that one may not have closed. */
class DirectoryPollTest {
    private static final PollSettings OFTEN = new PollSettings(Duration.ofMillis(50), 10);
    private static final int OTHERS = 20;

    private final ScriptedUsers directory = new ScriptedUsers();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
    private final PollContext context = new PollContext(() -> OFTEN, new CountedPolls(), thread);
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

    private void goneForOther() {
        context.execute(() -> {
            directory.users.remove("alice");
            poll.arrivals().revokedByOther("alice", Absent.ABSENT);
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

    @Test
    void whoWasAddedAgainIsNotClosed() {
        context.execute(() -> {
            poll.arrivals().revokedByOther("alice", Absent.ABSENT);
            directory.users.put("alice", 2L);
        });
        int before = directory.asked("alice");

        patiently().until(() -> directory.asked("alice") > before + 2);
        assertThat(directory.revoked).isEmpty();
    }
}
