package io.gatehouse.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sessions.CountedSessions;
import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.SampleSession;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keeps a key from being retired. */
class RemainsTest {
    private static final Coverage ALL = new Coverage(3, 3);

    private static Remains sessions(long count, Coverage coverage) {
        return new Remains(
                List.of(),
                new CountedSessions(
                        count == 0 ? List.of() : List.of(SampleSession.of(7, "alice", "APP1")), count, coverage));
    }

    @Test
    void thereMayBeMoreSessionsThanAreKept() {
        assertThat(sessions(1_500_000, ALL).areNone()).isFalse();
        assertThat(sessions(1_500_000, ALL).lines())
                .hasSize(2)
                .last()
                .isEqualTo("and 1499999 sessions more: gatehouse sessions shows all");
        assertThat(sessions(1, ALL).lines()).singleElement().asString().endsWith(" of alice");
        assertThat(sessions(0, ALL).areNone()).isTrue();
    }

    @Test
    void aServerThatIsSilentMayHaveSome() {
        assertThat(sessions(0, new Coverage(2, 3)).areNone()).isFalse();
        assertThat(sessions(0, new Coverage(2, 3)).lines()).containsExactly("not every server has listed its sessions");
    }

    /** With --servers: a server that was lost of late is not known to the others any more, and its sessions are back with it. */
    @Test
    void asManyServersAreToAnswerAsTheClusterHas() {
        assertThat(sessions(0, ALL).expecting(3).areNone()).isTrue();
        assertThat(sessions(0, ALL).expecting(0).areNone()).isTrue();
        assertThat(sessions(0, ALL).expecting(4).areNone()).isFalse();
    }
}
