package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.tools.ToolVersion;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operator mode: what AUTH's signing keys are worth to nats-server, as the guide tells of leaked ones. */
@AgainstNatsServer
@SuppressWarnings("try")
class LeakedKeyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The first version that was seen to do so. */
    private static final ToolVersion TAKES_BEARERS = new ToolVersion(2, 15, 3);

    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1"}}
            """;

    @Test
    void aSealedAnswerIsTakenWhoeverSignedIt() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService()) {
            Files.writeString(
                    stage.deployment().key("AUTH.signing"),
                    SigningKey.generate(NkeyKind.ACCOUNT).seed());
            stage.startService();
            stage.connect("alice", "a1").close();
        }
    }

    /** A bearer token needs no seed, and the service's user is named in AUTH's JWT. Servers up to 2.14.7 ask about it. */
    @Test
    void aSigningKeyOfAuthIsWorthTheServicesLogin() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService()) {
            if (!stage.server().binary().version().isAtLeast(TAKES_BEARERS)) {
                return;
            }
            byte[] creds = forged(stage.deployment()).text().getBytes(UTF_8);
            Options.Builder options = Options.builder()
                    .server(stage.server().url())
                    .connectionTimeout(PATIENCE)
                    .authHandler(Nats.staticCredentials(creds));
            try (Connection stranger = Nats.connect(options.build())) {
                Subscription requests = stranger.subscribe("$SYS.REQ.USER.AUTH");
                stranger.flush(PATIENCE);
                stage.startService();
                stage.connect("alice", "a1").close();

                assertThat(requests.nextMessage(PATIENCE))
                        .as("a login's request")
                        .isNotNull();
            }
        }
    }

    private static CredsFile forged(Deployment deployment) throws Exception {
        UserToken service =
                CredsFile.parse(Files.readString(deployment.serviceCreds())).token();
        SigningKey leaked = SigningKey.fromSeed(
                Files.readString(deployment.key("AUTH.signing")).strip());
        UserClaims.Body anything = new UserClaims.Body(Permissions.NONE, Limits.NONE, true, false, List.of());
        String jwt = UserToken.issue(
                UserClaims.of("stranger", service.account(), anything),
                leaked,
                service.subject(),
                Instant.now().getEpochSecond(),
                0);
        return new CredsFile(jwt, SigningKey.generate(NkeyKind.USER));
    }

    @Test
    void anUnsealedAnswerIsHeldAgainstTheAccountByNewerServers() throws Exception {
        try (Stage stage = Stage.operator().xkey(false).users(USERS).openWithoutService()) {
            Files.writeString(
                    stage.deployment().key("AUTH.signing"),
                    SigningKey.generate(NkeyKind.ACCOUNT).seed());
            stage.startService();
            if (ServersPage.read()
                    .holds(
                            ServerTrait.ANSWERS_SIGNER.row(),
                            stage.server().binary().version())) {
                stage.assertRefused(stage.as("alice", "a1"));
            } else {
                stage.connect("alice", "a1").close();
            }
        }
    }
}
