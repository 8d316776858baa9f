package io.gatehouse.cli.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.process.ProgressLine;
import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.SampleSession;
import io.gatehouse.sessions.ServerSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClosingRunTest {
    private static final ProgressLine UNSEEN = new ProgressLine(null, "Closing", 0);

    private final AtomicInteger asked = new AtomicInteger();
    private final List<EndedSession> ended = new ArrayList<>();
    private long now;

    private static List<ServerSession> sessions(int number) {
        return IntStream.range(0, number)
                .mapToObj(cid -> SampleSession.of(cid, "alice", "APP1"))
                .toList();
    }

    private Pace tenASecond() {
        return Pace.perSecond(10, () -> now, nanos -> now += nanos);
    }

    @Test
    void eachIsClosedAtThePace() throws Exception {
        Map<Closing, Integer> closed = new ClosingRun(
                        session -> {
                            assertThat(Duration.ofNanos(now)).isEqualTo(Duration.ofMillis(100 * session.cid()));
                            return CompletableFuture.completedFuture(session.cid() < 2 ? Closing.GONE : Closing.CLOSED);
                        },
                        () -> true,
                        tenASecond(),
                        UNSEEN,
                        ended::add)
                .close(sessions(100));

        assertThat(closed).isEqualTo(Map.of(Closing.GONE, 2, Closing.CLOSED, 98));
        assertThat(ended).extracting(EndedSession::session).isEqualTo(sessions(100));
        assertThat(ended).extracting(EndedSession::word).startsWith("gone", "gone", "closed");
    }

    @Test
    void onceTheConnectionIsLostTheRestIsNotWaitedFor() throws Exception {
        Map<Closing, Integer> closed = new ClosingRun(
                        session -> CompletableFuture.completedFuture(
                                asked.incrementAndGet() == 3 ? Closing.FAILED : Closing.CLOSED),
                        () -> asked.get() < 3,
                        tenASecond(),
                        UNSEEN,
                        ended::add)
                .close(sessions(1000));

        assertThat(closed).isEqualTo(Map.of(Closing.CLOSED, 2, Closing.FAILED, 998));
        assertThat(asked).hasValue(3);
        assertThat(Duration.ofNanos(now)).isLessThan(Duration.ofSeconds(1));
        assertThat(ended)
                .extracting(one -> one.session().cid())
                .isEqualTo(LongStream.range(0, 1000).boxed().toList());
        assertThat(ended).extracting(EndedSession::word).startsWith("closed", "closed", "failed", "failed");
    }

    /** At a slow pace nobody waits until many have ended. */
    @Test
    void whatHasEndedIsToldBeforeTheNextIsAskedFor() throws Exception {
        Map<Closing, Integer> closed = new ClosingRun(
                        session -> {
                            assertThat(ended).hasSize(asked.getAndIncrement());
                            return CompletableFuture.completedFuture(Closing.CLOSED);
                        },
                        () -> true,
                        tenASecond(),
                        UNSEEN,
                        ended::add)
                .close(sessions(10));

        assertThat(closed).isEqualTo(Map.of(Closing.CLOSED, 10));
    }

    /** Who ends the command then has the line of each session that was closed. */
    @Test
    void whatHasEndedIsToldWhileTheNextHasToWait() throws Exception {
        List<CompletableFuture<Closing>> open = new ArrayList<>();
        List<Integer> told = new ArrayList<>();
        Pace slow = Pace.perSecond(1, () -> now, nanos -> {
            told.add(ended.size());
            now += nanos;
            open.forEach(one -> one.complete(Closing.CLOSED));
        });
        Map<Closing, Integer> closed = new ClosingRun(
                        session -> {
                            boolean isLast = session.cid() == 1;
                            open.add(
                                    isLast
                                            ? CompletableFuture.completedFuture(Closing.CLOSED)
                                            : new CompletableFuture<>());
                            return open.get(open.size() - 1);
                        },
                        () -> true,
                        slow,
                        UNSEEN,
                        ended::add)
                .close(sessions(2));

        assertThat(closed).isEqualTo(Map.of(Closing.CLOSED, 2));
        assertThat(told).startsWith(0, 1);
    }
}
