package io.gatehouse.revocation.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.revocation.PollSettings;
import io.gatehouse.revocation.poll.PollRecorder.Result;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of users whom a directory is asked about. */
class PollerTest {
    private static final PollSettings OFTEN = new PollSettings(Duration.ofMillis(50), 10);

    private final ScriptedUsers directory = new ScriptedUsers();
    private final CountedPolls counted = new CountedPolls();
    private final AtomicReference<PollSettings> settings = new AtomicReference<>(OFTEN);
    private final Poller poller = new Poller(
            settings::get, () -> List.of(directory), () -> null, null, counted, new NoRevocations(), Duration.ZERO);

    @BeforeEach
    void start() {
        poller.start();
        // Logins are not heard of before the directory is.
        patiently().until(() -> {
            letIn("first", 1);
            return counted.users == 1;
        });
    }

    @AfterEach
    void close() {
        poller.close();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private void letIn(String user, long print) {
        directory.users.putIfAbsent(user, print);
        poller.found("staff", user, user, print);
    }

    private void letIn(int users) {
        for (int i = 0; i < users; i++) {
            letIn("user" + i, i);
        }
        patiently().until(() -> counted.users == users + 1);
    }

    private void awaitAskedAgain(String user) {
        int before = directory.asked(user);
        patiently().until(() -> directory.asked(user) > before + 1);
    }

    @Test
    void whoIsGoneIsClosed() {
        letIn(20);
        directory.users.remove("user7");

        patiently().until(() -> directory.revoked.contains("user7 gone"));
        awaitAskedAgain("user8");
        assertThat(directory.revoked).containsExactly("user7 gone");
        assertThat(counted.of(Result.GONE)).isOne();
        assertThat(counted.users).isEqualTo(20);
    }

    @Test
    void whoHasOtherRightsIsClosedOnce() {
        letIn(20);
        directory.users.put("user7", 100L);

        patiently().until(() -> directory.revoked.contains("user7 changed"));
        awaitAskedAgain("user7");
        assertThat(directory.revoked).containsExactly("user7 changed");
        assertThat(counted.of(Result.CHANGED)).isOne();
    }

    @Test
    void anOutageClosesNobody() {
        letIn(20);
        directory.fails = true;
        directory.users.clear();
        patiently().until(() -> counted.of(Result.FAILED) > 20);

        assertThat(directory.revoked).isEmpty();
        assertThat(counted.users).isEqualTo(21);
    }

    /** A directory that answers, and does not see its users any more. */
    @Test
    void aDirectoryThatCannotSeeItsUsersClosesNobody() {
        directory.probeFails = true;
        directory.users.clear();
        patiently().until(() -> counted.of(Result.FAILED) > 2);
        assertThat(directory.revoked).isEmpty();

        directory.probeFails = false;
        patiently().until(() -> directory.revoked.contains("first gone"));
    }

    @Test
    void whereManyAreGoneAtOnceNobodyIsClosedUntilAnOperatorSaysSo() {
        letIn(30);
        directory.unseen = user -> user.length() == 6;

        patiently().until(() -> counted.held == 1 && counted.of(Result.HELD) > 20);
        assertThat(directory.revoked).isEmpty();
        assertThat(poller.notes())
                .hasEntrySatisfying(
                        "live revocation of directory staff",
                        why -> assertThat(why).contains("31 users").contains("revocation.poll_brake"));

        settings.set(new PollSettings(OFTEN.interval(), 100));
        patiently().until(() -> directory.revoked.size() == 20);
        patiently().until(() -> counted.held == 0);
        assertThat(poller.notes()).isEmpty();
    }

    @Test
    void whoWasNotGoneAfterAllIsLeft() {
        letIn(30);
        directory.unseen = user -> user.length() == 6;
        patiently().until(() -> counted.held == 1);

        directory.unseen = user -> false;
        patiently().until(() -> counted.held == 0);
        awaitAskedAgain("user20");
        assertThat(directory.revoked).isEmpty();
    }

    @Test
    void whoIsNotClosedByAMistakeIsClosedByTheNextLook() {
        letIn(20);
        directory.mistakes.set(3);
        directory.users.keySet().removeAll(Set.of("user7", "user8"));

        patiently().until(() -> Set.copyOf(directory.revoked).equals(Set.of("user7 gone", "user8 gone")));
        assertThat(directory.mistakes).hasValue(0);
        patiently().until(() -> counted.users == 19);
    }

    /** All others are asked about in the second look, too, and one of them is not seen in it. */
    @Test
    void nobodyIsClosedForOneAnswer() {
        letIn(20);
        AtomicBoolean once = new AtomicBoolean(true);
        directory.unseen = user -> user.equals("user8") && directory.probes.get() > 0 && once.getAndSet(false);
        directory.users.remove("user7");

        patiently().until(() -> !once.get() && directory.revoked.contains("user7 gone"));
        awaitAskedAgain("user8");
        assertThat(directory.revoked).containsExactly("user7 gone");
    }

    /** As where logins need what it can do again and again: of the second look at so many users some question always fails. */
    @Test
    void aDirectoryThatAnswersNotEveryQuestionClosesWhoIsGone() {
        letIn(30);
        directory.failsEach = 3;
        directory.users.remove("user7");

        patiently().until(() -> directory.revoked.contains("user7 gone"));
        assertThat(directory.revoked).containsExactly("user7 gone");
        assertThat(counted.of(Result.FAILED)).isPositive();
    }

    @Test
    void aShorterIntervalCountsAtOnce() {
        PollSettings seldom = new PollSettings(Duration.ofDays(1), 10);
        settings.set(seldom);
        patiently().until(() -> counted.interval == seldom.interval().toNanos());
        letIn("user1", 1);
        patiently().until(() -> counted.users == 2);

        settings.set(OFTEN);
        awaitAskedAgain("user1");
    }

    /** Whoever a login finds to be somebody else has sessions with the rights of before. */
    @Test
    void aLoginWithOtherRightsClosesTheSessionsOfBefore() {
        letIn(3);
        directory.users.put("user1", 100L);
        letIn("user1", 100);

        patiently().until(() -> directory.revoked.contains("user1 changed"));
        assertThat(directory.revoked).containsExactly("user1 changed");
    }

    @Test
    void nobodyIsAskedAboutWhileItIsOff() {
        directory.holdsAnswers = true;
        patiently().until(() -> !directory.held.isEmpty());
        settings.set(PollSettings.OFF);
        patiently().until(() -> counted.users == 0);
        directory.holdsAnswers = false;
        directory.held.forEach(Runnable::run);
        int asked = directory.asked("first");
        settings.set(OFTEN);
        patiently().until(() -> {
            letIn("second", 2);
            return directory.asked("second") > 1;
        });

        assertThat(directory.asked("first")).isEqualTo(asked);
        assertThat(directory.revoked).isEmpty();
    }
}
