package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that come by websocket, and those that may not. */
@AgainstNatsServer
@SuppressWarnings("try") // Connection.close may be interrupted
class WebsocketIT {
    private static final String USERS = """
            {"wanda":   {"pass": "w1", "account": "APP1", "allowed_connection_types": ["WEBSOCKET"]},
             "stan":    {"pass": "s1", "account": "APP1", "allowed_connection_types": ["STANDARD"]},
             "anybody": {"pass": "a1", "account": "APP1"}}
            """;

    static Stream<Named<Stage.Builder>> bothModes() {
        return Stream.of(Named.of("operator mode", Stage.operator()), Named.of("config mode", Stage.config()));
    }

    @ParameterizedTest
    @MethodSource("bothModes")
    void letsWebsocketClientsInWhereTheyMay(Stage.Builder builder) throws Exception {
        try (Stage stage = builder.users(USERS)
                        .serverConf(WebsocketIT::withWebsocket)
                        .open();
                Connection wanda =
                        Nats.connect(byWebsocket(stage, "wanda", "w1").build());
                Connection anybody =
                        Nats.connect(byWebsocket(stage, "anybody", "a1").build());
                Connection stan = stage.connect("stan", "s1")) {
            Subscription heard = Mail.subscribe(wanda, "greeting");
            stan.publish("greeting", Mail.bytes("by tcp"));
            assertThat(Mail.next(heard)).isEqualTo("by tcp");
            anybody.publish("greeting", Mail.bytes("by websocket"));
            assertThat(Mail.next(heard)).isEqualTo("by websocket");

            stage.assertRefused(byWebsocket(stage, "stan", "s1"));
            stage.assertRefused(stage.as("wanda", "w1"));
            stage.awaitDenials(2);
        }
    }

    private static String withWebsocket(String conf) {
        return conf + "\nwebsocket { listen: \"127.0.0.1:-1\", no_tls: true }\n";
    }

    private static Options.Builder byWebsocket(Stage stage, String user, String password) {
        return stage.at(stage.server().url(Listener.WEBSOCKET)).userInfo(user, password);
    }
}
