package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Options;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nats-server does not look at in a callout's user JWT, Gatehouse enforces: addresses and connection types. */
@AgainstNatsServer
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
              "small":    {"pass": "p", "account": "APP1", "payload": 5, "subs": 1, "data": 5}
            }
            """;

    private static Stage stage;

    @BeforeAll
    static void open() throws Exception {
        stage = Stage.config()
                .users(USERS)
                .serverConf(conf -> conf + "\nwebsocket { host: \"127.0.0.1\", port: -1, no_tls: true }\n")
                .open();
    }

    @AfterAll
    static void close() {
        stage.close();
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

    /** As the reference says; should a later nats-server enforce them, it is to be rewritten. */
    @Test
    void nobodyEnforcesSizesAndNumbersOfSubscriptions() throws Exception {
        try (Client small = new Client(client("small", Listener.CLIENT))) {
            Client.Heard first = small.hears("first");
            Client.Heard second = small.hears("second");
            small.says("first", "more than five bytes");
            small.says("second", "and once more");

            assertThat(first.text()).isEqualTo("more than five bytes");
            assertThat(second.text()).isEqualTo("and once more");
        }
    }
}
