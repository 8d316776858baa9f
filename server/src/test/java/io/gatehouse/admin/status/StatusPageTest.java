package io.gatehouse.admin.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admin.Health;
import io.gatehouse.admin.Health.Condition;
import io.gatehouse.admin.status.DirectoryState.Level;
import io.gatehouse.admin.status.Observed.OneDirectory;
import io.gatehouse.drops.Drop;
import io.gatehouse.sessions.PageSize;
import io.gatehouse.sessions.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusPageTest {
    private final Health health = new Health();

    private DirectoryState state(String name, String outage) {
        return DirectoryState.of(new OneDirectory(name, "ldap", outage.isEmpty() ? null : outage), health.state());
    }

    @Test
    void aDirectoryIsAsWellAsWhatIsSaidOfIt() {
        assertThat(state("staff", "").level()).isEqualTo(Level.OK);
        assertThat(state("staff", "refused"))
                .extracting(DirectoryState::level, DirectoryState::why)
                .containsExactly(Level.FAILING, "refused");
        health.note("directory staff", () -> "an old file");
        assertThat(state("staff", ""))
                .extracting(DirectoryState::level, DirectoryState::why)
                .containsExactly(Level.DEGRADED, "an old file");
        Condition read = health.require("directory staff", "not read yet");
        assertThat(state("staff", ""))
                .extracting(DirectoryState::level, DirectoryState::why)
                .containsExactly(Level.FAILING, "not read yet");
        read.met();
        assertThat(state("staff", "").level()).isEqualTo(Level.DEGRADED);
        assertThat(state("users", "").level()).isEqualTo(Level.OK);
    }

    @Test
    void whatIsThereWithoutABreakIsThereSinceItCame() {
        Since since = new Since();
        since.look(Set.of("a"), 10);
        since.look(Set.of("a", "b"), 20);
        assertThat(List.of(since.of("a", 30), since.of("b", 30), since.of("c", 30)))
                .containsExactly(10L, 20L, 30L);
        since.look(Set.of("b"), 40);
        since.look(Set.of("a", "b"), 50);
        assertThat(List.of(since.of("a", 60), since.of("b", 60))).containsExactly(50L, 20L);
    }

    @ParameterizedTest
    @EnumSource(Drop.class)
    void whatSomebodyMustCorrectIsAMistake(Drop reason) {
        assertThat(DropKind.of(reason) == DropKind.MISTAKE).isEqualTo(reason.isMistake());
    }

    @Test
    void whatIsNotANumberIsNull() {
        StatusWriter json = new StatusWriter().begin();
        json.decimal("a", Double.NaN).decimal("b", 1 / 3.0).decimal("c", 0.0001).text("d", null);
        assertThat(json.end()).isEqualTo("{\"a\":null,\"b\":0.333,\"c\":0.0,\"d\":null}");
    }

    @Test
    void aTextCannotEndTheJson() {
        StatusWriter json = new StatusWriter().begin();
        json.objects("list", List.of("\"},\n", "é"), (in, text) -> in.text("t", text));
        assertThat(json.end()).isEqualTo("{\"list\":[{\"t\":\"\\\"},\\n\"},{\"t\":\"é\"}]}");
    }

    /** As when the connection is closed at that moment. */
    @Test
    @SuppressWarnings("NullAway") // it is to fail
    void sessionsThatCannotBeAskedForAreNotKnown() {
        Sessions broken = new Sessions(null, Duration.ofSeconds(1), null, new PageSize());

        assertThat(new SessionCount(new SessionSource(true, () -> broken)).now())
                .extracting(SessionCount.Known::state, SessionCount.Known::why)
                .containsExactly("unknown", "the servers could not be asked");
    }

    @Test
    void sessionsAreNotAskedForWhereTheyAreOff() {
        assertThat(new SessionCount(SessionSource.OFF).now().state()).isEqualTo("off");
        assertThat(new SessionCount(new SessionSource(true, () -> null)).now())
                .extracting(SessionCount.Known::state, SessionCount.Known::why)
                .containsExactly("unknown", SessionSource.SILENCE);
    }
}
