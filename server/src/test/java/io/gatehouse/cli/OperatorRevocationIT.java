package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Live revocation in operator mode, where servers call accounts by their keys: three servers, and an instance at the first. */
@AgainstNatsServer
@Tag("heavy")
@SuppressWarnings("try") // closing may be interrupted
class OperatorRevocationIT {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TOKEN = "a-token-for-tests";

    private static Stage.Builder stage() {
        return OperatorCluster.joined(Stage.operator())
                .users(users(""))
                .set("http.listen", "127.0.0.1:0")
                .admin(TOKEN)
                .set("revocation.nats.creds", "creds/sys.creds");
    }

    /** @param alice what her record says beside password and account */
    private static String users(String alice) {
        return "{\"alice\": {\"pass\": \"a1\", \"account\": \"APP1\"" + alice
                + "}, \"bob\": {\"pass\": \"b1\", \"account\": \"APP1\"}}";
    }

    private static String revoke(Stage stage, String body) throws Exception {
        return AdminPost.to(Pages.ofAdmin(stage.service()).address(), "/-/revoke", TOKEN, body);
    }

    /** Once the server knows the account, and the callout of AUTH. */
    private static RevokedClient client(Stage stage, NatsServer server, String user, String password) throws Exception {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            new Client(stage.at(server.url()).userInfo(user, password)).close();
            return true;
        });
        return new RevokedClient(stage.at(server.url()).userInfo(user, password));
    }

    @Test
    void aUserWhoIsDisabledIsClosedAtAServerWhereNoInstanceIs() throws Exception {
        try (Stage stage = stage().open();
                OperatorCluster cluster = OperatorCluster.beside(stage);
                RevokedClient alice = client(stage, cluster.peer(2), "alice", "a1");
                RevokedClient bob = client(stage, cluster.peer(2), "bob", "b1")) {
            awaitConnected(stage);
            alice.isClosedWithin(ONE_SECOND, () -> stage.writeUsers(users(", \"disabled\": true")));
            stage.assertRefused(stage.as("alice", "a1"));
            assertThat(bob.isOpen()).isTrue();
        }
    }

    @Test
    void anAdminRequestNamesTheAccountByItsName() throws Exception {
        try (Stage stage = stage().open();
                OperatorCluster cluster = OperatorCluster.beside(stage);
                RevokedClient bob = client(stage, cluster.peer(2), "bob", "b1")) {
            awaitConnected(stage);
            assertThat(revoke(stage, "{\"user\":\"bob\",\"account\":\"APP2\"}")).startsWith("{\"closed\":0,");
            assertThat(bob.isOpen()).isTrue();
            bob.isClosedWithinFromTheStart(
                    ONE_SECOND,
                    () -> assertThat(revoke(stage, "{\"user\":\"bob\",\"account\":\"APP1\"}"))
                            .startsWith("{\"closed\":1,\"failed\":0,\"answered\":3,"));
        }
    }

    private static void awaitConnected(Stage stage) {
        await().atMost(PATIENCE)
                .until(() -> stage.service().counters().revocations().isConnected());
    }
}
