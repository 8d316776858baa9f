package io.gatehouse.policy.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursTest {
    @ParameterizedTest
    @CsvSource({
        "08:00:00, 17:00:00, 2026-03-02T08:00:00Z, 2026-03-02T17:00:00Z",
        "08:00:00, 17:00:00, 2026-03-02T16:59:59.999Z, 2026-03-02T17:00:00Z",
        "22:00:00, 06:00:00, 2026-03-02T23:30:00Z, 2026-03-03T06:00:00Z",
        "22:00:00, 06:00:00, 2026-03-02T05:00:00Z, 2026-03-02T06:00:00Z",
        "00:00:00, 23:59:59, 2026-03-02T00:00:00Z, 2026-03-02T23:59:59Z"
    })
    void endWithTheWindowThatIsOpen(String start, String end, String now, String until) {
        assertThat(hours(null, start, end).openUntil(Instant.parse(now)))
                .isEqualTo(Instant.parse(until).getEpochSecond());
    }

    @ParameterizedTest
    @CsvSource({
        "08:00:00, 17:00:00, 2026-03-02T07:59:59.999Z",
        "08:00:00, 17:00:00, 2026-03-02T17:00:00Z",
        "22:00:00, 06:00:00, 2026-03-02T06:00:00Z",
        "22:00:00, 06:00:00, 2026-03-02T21:59:59Z"
    })
    void areClosedOutsideOfEveryWindow(String start, String end, String now) {
        assertThat(hours(null, start, end).openUntil(Instant.parse(now))).isEqualTo(Hours.CLOSED);
    }

    @Test
    void endWithTheLastOfTheWindowsThatAreOpenAndJoinNone() {
        Hours hours = hours(null, "08:00:00", "12:00:00", "10:00:00", "11:00:00", "12:00:00", "16:00:00");

        assertThat(hours.openUntil(Instant.parse("2026-03-02T10:30:00Z")))
                .isEqualTo(Instant.parse("2026-03-02T12:00:00Z").getEpochSecond());
    }

    @Test
    void followTheirTimeZoneThroughTheChangeToSummerTime() {
        Hours berlin = hours("Europe/Berlin", "22:00:00", "06:00:00");

        assertThat(berlin.openUntil(Instant.parse("2026-03-28T22:30:00Z")))
                .isEqualTo(Instant.parse("2026-03-29T04:00:00Z").getEpochSecond());
        assertThat(berlin.openUntil(Instant.parse("2026-03-28T20:59:59Z"))).isEqualTo(Hours.CLOSED);
    }

    @Test
    void ofSeveralAreTheSameAndReadTheSameInWhicheverOrderTheyCome() {
        Hours day = hours(null, "08:00:00", "17:00:00");
        Hours breaks = hours("Europe/Berlin", "13:30:00", "15:00:00", "10:00:00", "12:30:00");

        assertThat(breaks.and(day))
                .isEqualTo(day.and(breaks))
                .hasToString(day.and(breaks).toString());
    }

    @Test
    void neverEndWhenThereAreNone() {
        assertThat(Hours.ANY.openUntil(Instant.EPOCH)).isEqualTo(Hours.ALWAYS);
    }

    @Test
    void areAskedForAlwaysByName() {
        assertThatThrownBy(() -> Hours.of(List.of(), Hours.DEFAULT_ZONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is an empty list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8:00:00", "08:00", "24:00:00", "08:60:00", "08:00:00.5", "08:00:00Z", "noon"})
    void areRefusedWhenATimeIsNone(String time) {
        assertThatThrownBy(() -> Hours.Window.parse(time, "17:00:00"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HH:MM:SS");
    }

    @Test
    void areRefusedWhenAWindowIsEmptySinceTheServerLetsNobodyInThen() {
        assertThatThrownBy(() -> Hours.Window.parse("08:00:00", "08:00:00")).hasMessageContaining("is an empty range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Local", "GMT+2", "+02:00", "Z", "europe/berlin", "Mars/Phobos", "SystemV/EST5"})
    void areRefusedInAZoneThatTheServerDoesNotKnow(String zone) {
        assertThatThrownBy(() -> Hours.zone(zone)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Hours hours(@Nullable String zone, String... startsAndEnds) {
        List<Hours.Window> windows = new java.util.ArrayList<>();
        for (int i = 0; i < startsAndEnds.length; i += 2) {
            windows.add(Hours.Window.parse(startsAndEnds[i], startsAndEnds[i + 1]));
        }
        return Hours.of(windows, zone == null ? Hours.DEFAULT_ZONE : Hours.zone(zone));
    }
}
