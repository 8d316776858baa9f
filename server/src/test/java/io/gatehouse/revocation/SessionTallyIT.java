package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.sessions.PageSize;
import io.gatehouse.sessions.ScriptedServers;
import io.gatehouse.sessions.SessionTotal;
import io.gatehouse.sessions.Sessions;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers are asked, and what is told once one of them does not answer. */
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class SessionTallyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountedMessages told = new CountedMessages();
    private final ScheduledThreadPoolExecutor work = new ScheduledThreadPoolExecutor(1);
    /** Its tasks wait until the test runs them. */
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

    private final AtomicReference<Sessions> current = new AtomicReference<>();
    private final SessionTally tally = new SessionTally(current::get, new ExpectedServers(), told, work, timer);
    private ScriptedServers servers;
    private Revocations connected;

    @BeforeEach
    void start() throws Exception {
        servers = ScriptedServers.start("N1", "N2", "N3");
        servers.session("alice");
        servers.session("bob");
        connected = new Revocations(
                new RevocationSettings(servers.settings(), null, 1, Duration.ofSeconds(1), PollSettings.OFF),
                Duration.ofSeconds(1),
                (directory, users) -> {},
                new CountedMessages());
        connected.start();
        await().atMost(PATIENCE).until(() -> connected.sessions() != null);
        current.set(asked(PATIENCE));
    }

    @AfterEach
    void stop() throws Exception {
        connected.close();
        timer.shutdownNow();
        work.shutdownNow();
        servers.close();
    }

    private Sessions asked(Duration patience) {
        return new Sessions(Objects.requireNonNull(connected.sessions()).connection(), patience, work, new PageSize());
    }

    private Sessions current() {
        return Objects.requireNonNull(current.get());
    }

    private void begin() {
        Sessions now = current();
        SessionTotal total = now.count().join();
        work.execute(() -> tally.counted(now, total));
        awaitTold(1);
    }

    private void awaitTold(int counts) {
        await().atMost(PATIENCE)
                .until(() -> told.counts().size() == counts && timer.getQueue().size() == 1);
    }

    private void countAgain() {
        Runnable next = timer.getQueue().element();
        timer.remove(next);
        next.run();
    }

    @Test
    void theNumberIsUnknownForAsLongAsOneServerIsSilent() {
        current.set(asked(Duration.ofMillis(500)));
        servers.silence("N2");
        begin();
        current.set(asked(PATIENCE));
        servers.silence();
        tally.counted(current(), current().count().join());

        assertThat(told.counts()).containsExactly(OptionalLong.empty(), OptionalLong.of(2));
    }

    @Test
    void oneQuestionAtATimeIsUnderWay() {
        begin();
        servers.hold();
        countAgain();
        await().atMost(PATIENCE).until(() -> servers.held() == 1);
        assertThat(timer.getQueue()).as("until it is answered").isEmpty();
        servers.session("carol");
        servers.release();
        awaitTold(2);

        assertThat(told.counts()).isEqualTo(List.of(OptionalLong.of(2), OptionalLong.of(3)));
    }

    @Test
    void anAnswerThatComesAfterTheConnectionWasLostIsNotTold() {
        begin();
        servers.hold();
        countAgain();
        await().atMost(PATIENCE).until(() -> servers.held() == 1);
        current.set(asked(PATIENCE));
        servers.release();
        // The answer to this question comes later than that of the first, and a mark after both.
        long later = current().count().join().sessions();
        OptionalLong mark = OptionalLong.of(later + 1_000);
        work.execute(() -> told.counted(mark));
        await().atMost(PATIENCE).until(() -> told.counts().contains(mark));

        assertThat(told.counts()).isEqualTo(List.of(OptionalLong.of(2), mark));
        assertThat(timer.getQueue()).isEmpty();
    }
}
