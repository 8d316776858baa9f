package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Options;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Operator mode without credentials files for clients: the server's default sentinel stands in for them. */
@AgainstNatsServer
class DefaultSentinelIT {
    private static final String USERS = "{\"alice\": {\"pass\": \"a1\", \"account\": \"APP1\"}}";

    private static Options.Builder withoutCreds(Stage stage, String user, String password) {
        return Options.builder()
                .server(stage.server().url())
                .userInfo(user, password)
                .connectionTimeout(Duration.ofSeconds(10))
                .noReconnect();
    }

    @Test
    void aUserAndAPasswordAreEnough() throws Exception {
        try (Stage stage = Stage.operator().defaultSentinel().users(USERS).open();
                Client alice = new Client(withoutCreds(stage, "alice", "a1"));
                Client withCreds = new Client(stage.as("alice", "a1"))) {
            Client.Heard heard = withCreds.hears("greeting");
            alice.says("greeting", "hello");

            assertThat(heard.text()).isEqualTo("hello");
            Refusal.of(withoutCreds(stage, "alice", "wrong"), stage, "returned an error: gatehouse: bad_credentials");
        }
    }

    @Test
    void theSentinelAloneIsNobody() throws Exception {
        try (Stage stage = Stage.operator().defaultSentinel().users(USERS).open()) {
            Options.Builder nobody = Options.builder()
                    .server(stage.server().url())
                    .connectionTimeout(Duration.ofSeconds(10))
                    .noReconnect();

            Refusal.of(nobody, stage, "returned an error: gatehouse: no_credentials");
        }
    }

    @Test
    void withoutADefaultSentinelTheServerAsksNobody() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).open()) {
            Refusal.of(withoutCreds(stage, "alice", "a1"));

            assertThat(stage.service().counters().requests()).isZero();
        }
    }
}
