package io.gatehouse.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FirstSessionsTest {
    private static List<ServerSession> sessions(long from, long to, String account) {
        return LongStream.range(from, to)
                .mapToObj(cid -> SampleSession.of(cid, "nina", account))
                .toList();
    }

    @Test
    void theFirstAreKeptAndTheOthersCounted() {
        FirstSessions first = new FirstSessions(3, session -> !session.account().equals("SYS"));
        first.take(sessions(0, 2, "APP1"));
        first.take(sessions(0, 2, "APP1"));
        first.take(sessions(100, 200, "SYS"));
        first.take(sessions(2, 10, "APP1"));

        CountedSessions counted = first.counted(new Coverage(1, 1));
        assertThat(counted.first()).extracting(ServerSession::cid).containsExactly(0L, 1L, 2L);
        assertThat(counted.count()).isEqualTo(10);
    }
}
