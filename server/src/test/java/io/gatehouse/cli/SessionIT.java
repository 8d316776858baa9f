package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cli.init.Mode;
import io.gatehouse.testbed.junit.OnEveryServer;
import io.gatehouse.testbed.junit.ServerUnderTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions end when they should: the server closes the connection. */
@Tag("heavy")
@OnEveryServer
@SuppressWarnings("NullAway.Init")
class SessionIT {
    @Parameter
    private ServerUnderTest nats;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    /** Long enough for everybody to log in before, even on a busy machine. */
    private static final Duration END = Duration.ofSeconds(8);

    /** The server rounds what is left of a session. */
    private static final Duration EARLY = Duration.ofSeconds(1);

    @ParameterizedTest
    @EnumSource
    void theServerDisconnectsAtTheEnd(Mode mode) throws Exception {
        try (Stage stage = stage(mode);
                Client lasting = new Client(stage.as("lasting", "p"))) {
            Instant end = Clock.systemUTC().instant().plus(END).truncatedTo(ChronoUnit.SECONDS);
            giveUsersAnEnd(stage, end);
            sessionsEnd(stage, end);

            assertThat(lasting.isConnected()).isTrue();
            Refusal.of(stage.as("ending", "p"), stage, "returned an error: gatehouse: expired");
            Refusal.of(stage.as("hourly", "p"), stage, "returned an error: gatehouse: outside_hours");
            try (Client again = new Client(stage.as("brief", "p"))) {
                again.says("here.i.am.again");
            }
        }
    }

    private static void sessionsEnd(Stage stage, Instant end) throws Exception {
        try (Client ending = new Client(stage.as("ending", "p"));
                Client hourly = new Client(stage.as("hourly", "p"));
                Client brief = new Client(stage.as("brief", "p"))) {
            brief.says("here.i.am");
            brief.awaitDisconnect();
            assertThat(brief.complaint()).containsIgnoringCase("User Authentication Expired");

            ending.awaitDisconnect();
            hourly.awaitDisconnect();
            assertThat(Clock.systemUTC().instant()).isAfterOrEqualTo(end.minus(EARLY));
        }
    }

    @Test
    void theLimitEndsSessionsThatWouldHaveNone() throws Exception {
        try (Stage stage = Stage.config()
                        .on(nats)
                        .users("{\"endless\": {\"pass\": \"p\", \"account\": \"APP1\"},"
                                + " \"long\": {\"pass\": \"p\", \"account\": \"APP1\", \"session\": \"1h\"}}")
                        .set("callout.session", "5s")
                        .open();
                Client endless = new Client(stage.as("endless", "p"));
                Client longer = new Client(stage.as("long", "p"))) {
            endless.says("here.i.am");
            endless.awaitDisconnect();
            assertThat(endless.complaint()).containsIgnoringCase("User Authentication Expired");
            longer.awaitDisconnect();
        }
    }

    private Stage stage(Mode mode) throws Exception {
        return (mode == Mode.OPERATOR ? Stage.operator() : Stage.config())
                .on(nats)
                .users("{\"lasting\": {\"pass\": \"p\", \"account\": \"APP1\"}}")
                .set("directories.users.reload", "20ms")
                .open();
    }

    private static void giveUsersAnEnd(Stage stage, Instant end) {
        stage.writeUsers("""
                {
                  "brief":   {"pass": "p", "account": "APP1", "session": "4s"},
                  "ending":  {"pass": "p", "account": "APP1", "expires": "%s"},
                  "hourly":  {"pass": "p", "account": "APP1", "times": [{"start": "%s", "end": "%s"}]}
                }
                """.formatted(end, TIME.format(end.minusSeconds(3600)), TIME.format(end)));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> stage.service().counters().reloads() > 1);
    }
}
