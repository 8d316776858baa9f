package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.OnEveryServer;
import io.gatehouse.testbed.junit.ServerUnderTest;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The main job, in both modes, with and without xkey: who is let in where, and who is kept out. */
@OnEveryServer
@SuppressWarnings({"NullAway.Init", "try"}) // Connection.close may be interrupted
class LoginIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Parameter
    private ServerUnderTest nats;

    static Stream<Named<Stage.Builder>> everyWay() {
        return Stream.of(
                Named.of("operator mode, sealed", Stage.operator()),
                Named.of("operator mode, in the clear", Stage.operator().xkey(false)),
                Named.of("config mode, sealed", Stage.config()),
                Named.of("config mode, in the clear", Stage.config().xkey(false)));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void placesUsersInTheirAccounts(Stage.Builder builder) throws Exception {
        try (Stage stage = builder.on(nats).users("""
                                {"alice": {"pass": "a1", "account": "APP1"},
                                 "anna":  {"pass": "a2", "account": "APP1"},
                                 "bob":   {"pass": "b1", "account": "APP2"}}
                                """).open();
                Connection alice = stage.connect("alice", "a1");
                Connection anna = stage.connect("anna", "a2");
                Connection bob = stage.connect("bob", "b1")) {
            Subscription annas = anna.subscribe("greeting");
            Subscription bobs = bob.subscribe("greeting");
            anna.flush(SOON);
            bob.flush(SOON);
            alice.publish("greeting", "hello".getBytes(StandardCharsets.UTF_8));

            Message heard = annas.nextMessage(SOON);
            assertThat(new String(heard.getData(), StandardCharsets.UTF_8)).isEqualTo("hello");
            bob.publish("greeting", "own".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(bobs.nextMessage(SOON).getData(), StandardCharsets.UTF_8))
                    .as("the first that bob hears is his own: APP1 is another account")
                    .isEqualTo("own");
            stage.awaitGrants(3);
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void refusesAloudWhoIsNotToBeLetIn(Stage.Builder builder) throws Exception {
        try (Stage stage = builder.on(nats).users("""
                        {"alice": {"pass": "a1", "account": "APP1"},
                         "gone":  {"pass": "g1", "account": "APP1", "disabled": true}}
                        """).open()) {
            stage.assertRefused(stage.as("alice", "wrong"));
            stage.assertRefused(stage.as("nobody", "a1"));
            stage.assertRefused(stage.as("gone", "g1"));
            Refusal.of(stage.clear(), stage, "returned an error: gatehouse: no_credentials");

            assertThat(stage.service().counters().drops())
                    .as("every one was answered")
                    .isZero();
            stage.connect("alice", "a1").close();
        }
    }
}
