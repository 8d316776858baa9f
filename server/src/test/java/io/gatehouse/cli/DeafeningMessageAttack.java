package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A user of the AUTH account publishes what a reader of messages may stumble over. */
abstract class DeafeningMessageAttack {
    private static final Duration SHORTLY = Duration.ofMillis(300);

    /** The client library's reader ends at each of these. */
    private static final List<String> DEADLY = List.of(
            "NATS/1.0\r\nno colon\r\n\r\n",
            "NATS/1.0",
            "NATS/1.0 5O3\r\n\r\n",
            "NATS/1.0\r\n: no name\r\n\r\n",
            "NATS/1.0\r\nn\u00e4me: x\r\n\r\n",
            "HTTP/1.1\r\nA: b\r\n\r\n",
            "NATS/1.0\r\nA: b\r\nC:\r\n",
            "NATS/1.0\r\nA: b",
            "\u0000");

    @Test
    void noHeaderStopsTheService() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = SmuggledRequestAttack.withMallory();
                RawClient mallory = RawClient.login(stage.server().port(), "mallory", "m1")) {
            mallory.subscribe("answers", "1");
            for (String headers : DEADLY) {
                mallory.publish("$SRV.PING", "answers", headers, "");
                assertThat(mallory.next().content()).contains("ping_response");
            }
            assertUndisturbed(stage, log);
        }
    }

    /**
     * With the rights that init gives, the server refuses some of these subjects to the service, which does not mean that it
     * may not answer; so the service publishes to none of them.
     */
    @Test
    void noReplySubjectStopsTheService() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = SmuggledRequestAttack.withMallory(rights -> rights);
                RawClient mallory = RawClient.login(stage.server().port(), "mallory", "m1")) {
            mallory.subscribe("_INBOX.answers", "1");
            for (String replyTo : List.of(
                    "$SYS._INBOX..x",
                    "$SYS._INBOX.x.",
                    "$SYS._INBOX.x",
                    "$SYS._INBOX.gatehouse..rights",
                    "_INBOX..x",
                    "_INBOX.x.",
                    "_INBOX.*",
                    "_INBOX.>")) {
                mallory.publish("$SRV.PING", replyTo, "");
                mallory.publish("$SRV.PING", "_INBOX.answers", "");
                assertThat(mallory.next().content()).contains("ping_response");
            }
            assertThat(log.lines()).noneMatch(line -> line.contains("nats-server says"));
            assertUndisturbed(stage, log);
        }
    }

    @Test
    void noSizeStopsTheService() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = SmuggledRequestAttack.withMallory();
                RawClient mallory = RawClient.login(stage.server().port(), "mallory", "m1")) {
            mallory.subscribe("answers", "1");
            mallory.publish("$SRV.PING", "r".repeat(4096 - "$SRV.PING  0".length()), "");
            mallory.publish("$SRV.PING", "answers", "h".repeat(1 << 19), "b".repeat(1 << 19));
            mallory.publish("$SRV.INFO", "answers", "h".repeat(60_000), "b".repeat(60_000));
            assertThat(mallory.next().content()).contains("info_response");
            assertUndisturbed(stage, log);
        }
    }

    /** The library by itself, beside the service. */
    @Test
    @SuppressWarnings("try") // Connection.close may be interrupted
    void control_eachOfTheHeadersStopsTheClientLibrary() throws Exception {
        try (Stage stage = SmuggledRequestAttack.withMallory();
                RawClient mallory = RawClient.login(stage.server().port(), "mallory", "m1")) {
            for (String headers : DEADLY) {
                try (Connection library =
                        Nats.connect(stage.clear().userInfo("mallory", "m1").build())) {
                    Subscription questions = Mail.subscribe(library, "$SRV.PING");
                    mallory.publish("$SRV.PING", "answers", headers, "");
                    mallory.publish("$SRV.PING", "answers", "NATS/1.0\r\nA: b\r\n\r\n", "");
                    mallory.roundTrip();
                    assertThat(questions.nextMessage(SHORTLY)).as(headers).isNull();
                }
            }
        }
    }

    private static void assertUndisturbed(Stage stage, LogCapture log) throws Exception {
        stage.connect("alice", "a1").close();
        stage.awaitGrants(1);
        assertThat(log.lines()).noneMatch(line -> line.contains("lost") || line.contains("made again"));
        assertThat(log.lines())
                .filteredOn(line -> line.contains("Connected to"))
                .hasSize(1);
    }
}
