package io.gatehouse.cli;

import io.gatehouse.cli.init.Mode;
import io.gatehouse.testbed.junit.OnEveryServer;
import io.gatehouse.testbed.junit.ServerUnderTest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hours past midnight hold on both sides of it, whatever the server makes of them: 2.10 and 2.12 put such a window at today
 * only. It is always shortly after midnight in some time zone, and in some other shortly before it.
 */
@OnEveryServer
@SuppressWarnings("NullAway.Init")
class NightHoursIT {
    @Parameter
    private ServerUnderTest nats;

    @ParameterizedTest
    @EnumSource
    void letInBeforeAndAfterMidnightAndNotByDay(Mode mode) throws Exception {
        try (Stage stage = (mode == Mode.OPERATOR ? Stage.operator() : Stage.config())
                .on(nats)
                .users("{" + night("early", 1) + "," + night("late", 22) + "," + night("day", 12) + "}")
                .open()) {
            for (String user : new String[] {"early", "late"}) {
                try (Client client = new Client(stage.as(user, "p"))) {
                    client.says("good.night");
                }
            }
            Refusal.of(stage.as("day", "p"), stage, "returned an error: gatehouse: outside_hours");
            stage.awaitGrants(2);
        }
    }

    /** A user with the hours from nine in the evening to six, in a zone where the clock shows that hour now. */
    private static String night(String user, int hour) {
        return "\"%s\": {\"pass\": \"p\", \"account\": \"APP1\", \"times\": [{\"start\": \"21:00:00\", \"end\": \"06:00:00\"}],"
                        .formatted(user)
                + " \"times_location\": \"" + zoneAt(hour) + "\"}";
    }

    private static String zoneAt(int hour) {
        Instant now = Clock.systemUTC().instant();
        return IntStream.rangeClosed(-14, 12)
                .mapToObj(west -> "Etc/GMT" + (west < 0 ? "" : "+") + west)
                .filter(zone -> now.atZone(ZoneId.of(zone)).getHour() == hour)
                .findFirst()
                .orElseThrow();
    }
}
