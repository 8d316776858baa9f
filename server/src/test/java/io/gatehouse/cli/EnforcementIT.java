package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.junit.OnEveryServer;
import io.gatehouse.testbed.junit.ServerUnderTest;
import io.nats.client.Options;
import java.time.Duration;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses and connection types, which Gatehouse enforces on every server: older ones ignore them for callout users. */
@OnEveryServer
@SuppressWarnings("NullAway.Init")
class EnforcementIT {
    private static final String USERS = """
            {
              "home":     {"pass": "p", "account": "APP1", "src": "127.0.0.0/8"},
              "several":  {"pass": "p", "account": "APP1", "src": ["10.0.0.0/8", "127.0.0.1"]},
              "away":     {"pass": "p", "account": "APP1", "src": "10.0.0.0/8"},
              "standard": {"pass": "p", "account": "APP1", "allowed_connection_types": ["STANDARD"]},
              "browser":  {"pass": "p", "account": "APP1", "allowed_connection_types": ["WEBSOCKET"]},
              "device":   {"pass": "p", "account": "APP1", "allowed_connection_types": ["MQTT", "MQTT_WS"]},
              "small":    {"pass": "p", "account": "APP1", "payload": 5},
              "single":   {"pass": "p", "account": "APP1", "subs": 1}
            }
            """;

    private static Stage stage;

    @Parameter
    private ServerUnderTest nats;

    @BeforeParameterizedClassInvocation
    static void open(ServerUnderTest nats) throws Exception {
        stage = Stage.config()
                .on(nats)
                .users(USERS)
                .serverConf(conf -> conf + "\nwebsocket { host: \"127.0.0.1\", port: -1, no_tls: true }\n")
                .open();
    }

    @AfterParameterizedClassInvocation
    static void close() {
        if (stage != null) { // null where there was no such server to open it on
            stage.close();
        }
    }

    private static Options.Builder client(String user, Listener way) {
        return Options.builder()
                .server(stage.server().url(way))
                .userInfo(user, "p")
                .connectionTimeout(Duration.ofSeconds(10))
                .noReconnect();
    }

    @ParameterizedTest
    @CsvSource({"home, CLIENT", "several, CLIENT", "home, WEBSOCKET", "standard, CLIENT", "browser, WEBSOCKET"})
    void letsInWhoComesTheRightWay(String user, Listener way) throws Exception {
        try (Client client = new Client(client(user, way))) {
            client.says("here.i.am");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "away, CLIENT, source_not_allowed",
        "away, WEBSOCKET, source_not_allowed",
        "browser, CLIENT, connection_type_not_allowed",
        "standard, WEBSOCKET, connection_type_not_allowed",
        "device, CLIENT, connection_type_not_allowed"
    })
    void refusesWhoDoesNot(String user, Listener way, String reason) throws Exception {
        Refusal.of(client(user, way), stage, "returned an error: gatehouse: " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "small | enforces `payload` | Maximum Payload Violation",
                "single | enforces `subs` | maximum subscriptions exceeded",
            })
    void leavesLimitsToServersThatEnforceThem(String user, String trait, String complaint) throws Exception {
        try (LineClient client = LineClient.at(stage.server().port()).login(user, "p")) {
            assertThat(client.isIn()).isTrue();
            client.send(
                    user.equals("single") ? "SUB first 1\r\nSUB second 2\r\nPING" : "PUB greeting 6\r\nsix ch\r\nPING");

            String expected = ServersPage.read().holds(trait, nats.binary().version()) ? complaint : "PONG";
            assertThat(client.untilWord()).contains(expected);
        }
    }
}
