package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.account.AccountLimits.JetStream;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MQTT clients. MQTT has one password and nothing else to bring a JWT in, and nats-server takes a JWT there for the
 * sentinel's; so in operator mode a user's own password needs the server's default sentinel.
 */
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings("try") // Connection.close may be interrupted
class MqttIT {
    private static final String USERS = """
            {"alice":  {"pass": "a1", "account": "APP1"},
             "sensor": {"pass": "m1", "account": "APP1", "allowed_connection_types": ["MQTT", "MQTT_WS"]},
             "stan":   {"pass": "s1", "account": "APP1", "allowed_connection_types": ["STANDARD"]}}
            """;

    private static final String RULES = """
            rules:
              sensors:
                if: {client_name: "sensor-*", connection: [mqtt, mqtt_ws]}
                give: {permissions: {pub: {allow: from.sensor}}}
              others:
                if: {connection: [mqtt, mqtt_ws], not: {client_name: "sensor-*"}}
                give: {refuse: true, log: no sensor}
              wards:
                if: {client_name: ward-3}
                give: {permissions: {pub: {allow: from.ward}}}
              listeners:
                if: {not: {client_name: "*"}}
                give: {permissions: {sub: {allow: "from.>"}}}
            """;

    @TempDir
    private Path store;

    static Stream<Named<Stage.Builder>> bothModes() {
        return Stream.of(
                Named.of(
                        "operator mode with a default sentinel",
                        Stage.operator().defaultSentinel().prepared(MqttIT::giveJetStream)),
                Named.of(
                        "config mode",
                        Stage.config()
                                .serverConf(conf -> conf.replace("\"APP1\": {}", "\"APP1\": { jetstream: enabled }"))));
    }

    private static void giveJetStream(Deployment deployment) throws IOException {
        new AccountJwt(deployment, "APP1")
                .change(account -> account.withLimits(account.limits().withJetStream(JetStream.UNLIMITED)));
    }

    @ParameterizedTest
    @MethodSource("bothModes")
    void anMqttClientExchangesMessagesWithItsAccount(Stage.Builder builder) throws Exception {
        try (Stage stage = open(builder);
                Connection alice = stage.connect("alice", "a1")) {
            Mqtt3BlockingClient sensor = client(stage, "sensor", "m1");
            sensor.connect();
            try (Mqtt3BlockingClient.Mqtt3Publishes publishes = sensor.publishes(MqttGlobalPublishFilter.ALL)) {
                sensor.subscribeWith().topicFilter("to/sensor").send();
                alice.publish("to.sensor", Mail.bytes("measure"));
                assertThat(publishes
                                .receive(10, TimeUnit.SECONDS)
                                .map(Mqtt3Publish::getPayloadAsBytes)
                                .map(Mail::text))
                        .contains("measure");

                Subscription measured = Mail.subscribe(alice, "from.sensor");
                sensor.publishWith()
                        .topic("from/sensor")
                        .payload(Mail.bytes("21.5"))
                        .send();
                assertThat(Mail.next(measured)).isEqualTo("21.5");
            } finally {
                sensor.disconnect();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bothModes")
    void keepsOutMqttClientsThatMayNot(Stage.Builder builder) throws Exception {
        try (Stage stage = open(builder)) {
            assertRefused(client(stage, "stan", "s1"));
            assertRefused(client(stage, "sensor", "wrong"));
            assertRefused(client(stage, "nobody", "m1"));
            stage.assertRefused(stage.as("sensor", "m1"));
            stage.awaitDenials(4);
        }
    }

    /** An MQTT client has no name but its client id. */
    @ParameterizedTest
    @MethodSource("bothModes")
    void rulesKnowAnMqttClientByItsId(Stage.Builder builder) throws Exception {
        Stage.Builder ruled = builder.prepared(
                deployment -> Files.writeString(deployment.settings(), RULES, StandardOpenOption.APPEND));
        try (Stage stage = open(ruled);
                Client named = new Client(stage.as("alice", "a1").connectionName("ward-3"));
                Client nameless = new Client(stage.as("alice", "a1"))) {
            named.says("from.ward");
            named.mayNotSay("from.sensor");
            nameless.mayNotSay("from.ward");

            Client.Heard measured = nameless.hears("from.sensor");
            Mqtt3BlockingClient sensor = client(stage, "sensor-7", "sensor", "m1");
            sensor.connect();
            try {
                sensor.publishWith()
                        .topic("from/sensor")
                        .payload(Mail.bytes("21.5"))
                        .send();
                assertThat(measured.text()).isEqualTo("21.5");
            } finally {
                sensor.disconnect();
            }
            long mark = stage.server().log().mark();
            assertRefused(client(stage, "camera-7", "sensor", "m1"));
            stage.server().log().awaitAfter(mark, "gatehouse: refused: no sensor");
        }
    }

    @Test
    void theSentinelsJwtAsPasswordLeavesNoRoomForAPassword() throws Exception {
        try (Stage stage = open(Stage.operator())) {
            String jwt = CredsFile.parse(Files.readString(stage.deployment().sentinelCreds()))
                    .jwt();
            assertRefused(client(stage, "sensor", jwt));
            stage.awaitDenials(1); // Gatehouse was asked, and the JWT is not the user's password
        }
    }

    private Stage open(Stage.Builder builder) throws Exception {
        return builder.users(USERS)
                .serverConf(conf -> conf + """

                        server_name: mqtt-test
                        jetstream { store_dir: "%s" }
                        mqtt { listen: "127.0.0.1:-1" }
                        """.formatted(store))
                .open();
    }

    private static void assertRefused(Mqtt3BlockingClient client) {
        assertThatThrownBy(client::connect)
                .isInstanceOfSatisfying(
                        Mqtt3ConnAckException.class,
                        refused -> assertThat(refused.getMqttMessage().getReturnCode())
                                .isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED));
    }

    private static Mqtt3BlockingClient client(Stage stage, String user, String password) {
        return client(stage, user, user, password);
    }

    private static Mqtt3BlockingClient client(Stage stage, String id, String user, String password) {
        return Mqtt3Client.builder()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(stage.server().port(Listener.MQTT))
                .simpleAuth()
                .username(user)
                .password(Mail.bytes(password))
                .applySimpleAuth()
                .buildBlocking();
    }
}
