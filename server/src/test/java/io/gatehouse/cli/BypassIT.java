package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who logs in beside the callout: Gatehouse is not asked, and need not even be there. */
@AgainstNatsServer
class BypassIT {
    private static final String USERS = "{\"alice\": {\"pass\": \"a1\", \"account\": \"APP1\"}}";

    private static Options.Builder client(Stage stage) {
        return Options.builder()
                .server(stage.server().url())
                .connectionTimeout(Duration.ofSeconds(10))
                .noReconnect();
    }

    private static Options.Builder withCreds(Stage stage, String creds) {
        return client(stage).authHandler(Nats.staticCredentials(creds.getBytes(StandardCharsets.UTF_8)));
    }

    /** Credentials as {@code nsc add user --account APP1} makes them, held to {@code old.>}. */
    private static String oldCreds(Deployment deployment) throws Exception {
        SigningKey user = SigningKey.generate(NkeyKind.USER);
        SigningKey signer = SigningKey.fromSeed(Files.readString(deployment.key("APP1.signing")));
        SubjectRules old = new SubjectRules(List.of("old.>"), List.of());
        UserClaims.Body body = new UserClaims.Body(
                new Permissions(old, SubjectRules.NONE, null), Limits.NONE, false, false, List.of());
        UserClaims claims = UserClaims.of(
                "app1", new AccountJwt(deployment, "APP1").claims().id(), body);
        long now = System.currentTimeMillis() / 1000;
        return new CredsFile(UserToken.issue(claims, signer, user.publicKey(), now, 0), user).text();
    }

    @Test
    void existingCredentialsOfAnAccountWorkBesideTheCallout() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).open();
                Client app1 = new Client(withCreds(stage, oldCreds(stage.deployment())))) {
            assertThat(stage.service().counters().requests()).isZero();
            try (Client alice = new Client(stage.as("alice", "a1"))) {
                Client.Heard heard = alice.hears(">");
                app1.mayNotSay("new.greeting");
                app1.says("old.greeting", "hello");

                assertThat(heard.text()).isEqualTo("hello");
            }
        }
    }

    @Test
    void authUsersAndExistingCredentialsNeedNoGatehouse() throws Exception {
        try (Stage stage = Stage.operator().openWithoutService();
                Client service = new Client(
                        withCreds(stage, Files.readString(stage.deployment().serviceCreds())));
                Client sys = new Client(
                        withCreds(stage, Files.readString(stage.deployment().sysCreds())));
                Client app1 = new Client(withCreds(stage, oldCreds(stage.deployment())))) {
            service.hears("$SYS.REQ.USER.AUTH", "gatehouse");
            service.mayNotSay("any.thing");
            app1.says("old.greeting");
            assertThat(sys.connection().request("$SYS.REQ.SERVER.PING", new byte[0], Duration.ofSeconds(10)))
                    .isNotNull();
        }
    }

    @Test
    void authUsersOfTheServersFileAreNotAskedAbout() throws Exception {
        try (Stage stage = config().open();
                Client sys = new Client(client(stage)
                        .userInfo(
                                "sys",
                                Files.readString(stage.deployment().sysPassword())
                                        .strip()));
                Client old = new Client(client(stage).userInfo("old", "o1"))) {
            assertThat(stage.service().counters().requests()).isZero();
            assertThat(sys.connection().request("$SYS.REQ.SERVER.PING", new byte[0], Duration.ofSeconds(10)))
                    .isNotNull();
            try (Client alice = new Client(stage.as("alice", "a1"))) {
                Client.Heard heard = alice.hears(">");
                old.says("greeting", "hello");

                assertThat(heard.text()).isEqualTo("hello");
            }
        }
    }

    @Test
    void otherUsersOfTheServersFileAreAskedAbout() throws Exception {
        try (Stage stage = config().open()) {
            Refusal.of(
                    client(stage).userInfo("forgotten", "f1"), stage, "returned an error: gatehouse: bad_credentials");
        }
    }

    /** APP1 has two users in the server's file, one of them in auth_users. */
    private static Stage.Builder config() {
        return Stage.config().users(USERS).serverConf(conf -> {
            String changed = conf.replace(
                            "\"APP1\": {}",
                            "\"APP1\": { users: [ { user: old, password: o1 }, { user: forgotten, password: f1 } ] }")
                    .replace("auth_users: [ gatehouse, sys ]", "auth_users: [ gatehouse, sys, old ]");
            assertThat(changed).contains("forgotten", "sys, old");
            return changed;
        });
    }
}
