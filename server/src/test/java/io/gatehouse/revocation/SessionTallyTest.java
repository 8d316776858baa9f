package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.PageSize;
import io.gatehouse.sessions.SessionTotal;
import io.gatehouse.sessions.Sessions;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the sessions of all servers are counted, and what is told of it. */
class SessionTallyTest {
    private static final PageSize PAGES = new PageSize();

    private final ExpectedServers servers = new ExpectedServers();
    private final CountedMessages recorder = new CountedMessages();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Sessions first = broken();
    private @Nullable Sessions current = first;
    private final SessionTally tally = new SessionTally(() -> current, servers, recorder, Runnable::run, timer);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    /** Of which no question can be asked. */
    @SuppressWarnings("NullAway")
    private static Sessions broken() {
        return new Sessions(null, Duration.ofSeconds(1), null, PAGES);
    }

    private static SessionTotal total(long sessions, int answered, int of) {
        return new SessionTotal(sessions, new Coverage(answered, of));
    }

    /** The time of the next count has come. */
    private void countAgain() {
        Runnable next = timer.getQueue().element();
        timer.remove(next);
        next.run();
    }

    @Test
    void whatAllServersHaveIsToldAndCountedAgainAfterAWhile() {
        tally.counted(first, total(7, 3, 3));

        assertThat(recorder.counts()).containsExactly(OptionalLong.of(7));
        assertThat(timer.getQueue())
                .singleElement()
                .satisfies(next -> assertThat(((Delayed) next).getDelay(TimeUnit.NANOSECONDS))
                        .isBetween(1L, SessionTally.AGAIN.toNanos()));
    }

    @Test
    void theNumberIsUnknownWhileAServerDoesNotAnswer() {
        tally.counted(first, total(7, 3, 3));
        tally.counted(first, total(5, 2, 3));
        tally.counted(first, total(0, 0, 0));
        tally.counted(first, total(6, 3, 3));

        assertThat(recorder.counts())
                .containsExactly(OptionalLong.of(7), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(6));
    }

    /** It tells of itself alone. */
    @Test
    void theNumberIsUnknownWhileAServerThatWasStartedKnowsNoOthers() {
        assertThat(servers.expected(new Coverage(3, 3), 0).isWhole()).isTrue();
        servers.connected(System.nanoTime());

        tally.counted(first, total(2, 1, 1));
        tally.counted(first, total(9, 3, 3));

        assertThat(recorder.counts()).containsExactly(OptionalLong.empty(), OptionalLong.of(9));
    }

    @Test
    void whatCannotBeAskedIsUnknownAndAskedAgainOneQuestionAtATime() {
        tally.counted(first, total(7, 1, 1));
        for (int i = 0; i < 100; i++) {
            countAgain();
            assertThat(timer.getQueue()).hasSize(1);
        }

        assertThat(recorder.counts()).hasSize(101).last().isEqualTo(OptionalLong.empty());
    }

    @Test
    void nothingIsCountedWithoutAConnection() {
        tally.counted(first, total(7, 1, 1));
        current = null;
        tally.lost();
        countAgain();

        assertThat(recorder.counts()).containsExactly(OptionalLong.of(7), OptionalLong.empty());
        assertThat(timer.getQueue()).isEmpty();
    }

    /** Each connection has counts of its own, also where it is equal to the one before. */
    @Test
    void countsOverAConnectionThatWasLostEndWithIt() {
        tally.counted(first, total(7, 1, 1));
        Sessions second = broken();
        assertThat(second).isEqualTo(first).isNotSameAs(first);
        current = second;
        tally.lost();
        tally.counted(second, total(8, 1, 1));
        tally.counted(first, total(6, 1, 1));
        assertThat(timer.getQueue()).as("one of each connection").hasSize(2);

        countAgain();
        assertThat(timer.getQueue()).as("that of the first has ended").hasSize(1);
        assertThat(recorder.counts()).containsExactly(OptionalLong.of(7), OptionalLong.empty(), OptionalLong.of(8));
    }
}
