package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each key of operator mode takes another's place while a user logs in 200 times a second; none of these logins is lost. */
@AgainstNatsServer
@Tag("heavy")
class KeyRotationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String RENEWED = "INFO the new connection to nats-server is in use";

    private static PacedReloads open() throws Exception {
        return PacedReloads.open(PacedReloads.staff(Stage.operator()));
    }

    /** Written beside the other and moved over it. */
    private static void write(Path file, String text) throws Exception {
        Path next = Files.writeString(file.resolveSibling("next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static SigningKey key(Deployment deployment, String name) throws Exception {
        return SigningKey.fromSeed(Files.readString(deployment.key(name)));
    }

    private static double used(PacedReloads reloads, String kind, Nkey key) throws Exception {
        return Pages.of(reloads.stage().service())
                .metric("gatehouse_key_requests_total{key=\"" + key + "\",kind=\"" + kind + "\"}");
    }

    private static String sessions(Stage stage, Nkey signer) {
        Cli cli = new Cli(stage.deployment().dir());
        int code =
                cli.run("sessions", "-s", stage.server().url(), "--creds", "creds/sys.creds", "--key", signer.text());
        assertThat(code).as(cli.out() + cli.err()).isZero();
        return cli.out();
    }

    @Test
    void theSigningKeyOfAnAccount() throws Exception {
        try (PacedReloads reloads = open();
                Resolver resolver = Resolver.of(reloads.stage())) {
            Deployment deployment = reloads.stage().deployment();
            Path file = deployment.key("APP1.signing");
            SigningKey before = key(deployment, "APP1.signing");
            SigningKey after = SigningKey.generate(NkeyKind.ACCOUNT);
            try (Client session = new Client(reloads.stage().as("anna", "a1"))) {
                resolver.pushSigners("APP1", before, after);
                reloads.take("accounts.APP1.signing_key", () -> write(file, before.seed() + "\n" + after.seed()));
                assertThat(resolver.sessions("APP1"))
                        .contains(before.publicKey().text());
                reloads.take("accounts.APP1.signing_key", () -> write(file, after.seed() + "\n" + before.seed()));
                try (Client next = new Client(reloads.stage().as("anna", "a1"))) {
                    assertThat(resolver.sessions("APP1"))
                            .contains(
                                    before.publicKey().text(), after.publicKey().text());
                    assertThat(session.isConnected()).isTrue();
                    // Logins of before may not have ended yet.
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(sessions(reloads.stage(), before.publicKey()))
                                    .contains("1 session, "));
                    resolver.pushSigners("APP1", after);
                    session.awaitDisconnect();
                    assertThat(next.isConnected()).isTrue();
                }
                reloads.take("accounts.APP1.signing_key", () -> write(file, after.seed()));
            }
        }
    }

    @Test
    void theSigningKeyOfTheCalloutsAccountAndWhatItHasSigned() throws Exception {
        try (PacedReloads reloads = open();
                Resolver resolver = Resolver.of(reloads.stage())) {
            Deployment deployment = reloads.stage().deployment();
            Path file = deployment.key("AUTH.signing");
            SigningKey before = key(deployment, "AUTH.signing");
            SigningKey after = SigningKey.generate(NkeyKind.ACCOUNT);
            resolver.pushSigners("AUTH", before, after);
            reloads.take("issuer.seed", () -> write(file, after.seed() + "\n" + before.seed()));
            write(deployment.sentinelCreds(), signedBy(after, deployment.sentinelCreds()));
            int mark = reloads.log().mark();
            reloads.take(
                    "nats.creds", () -> write(deployment.serviceCreds(), signedBy(after, deployment.serviceCreds())));
            reloads.log().await(mark, RENEWED);
            await().atMost(PATIENCE)
                    .until(() -> !resolver.sessions("AUTH")
                            .contains(before.publicKey().text()));
            resolver.pushSigners("AUTH", after);
            reloads.take("issuer.seed", () -> write(file, after.seed()));
        }
    }

    /** The same user, signed by another key. */
    private static String signedBy(SigningKey signer, Path file) throws Exception {
        CredsFile creds = CredsFile.parse(Files.readString(file));
        UserToken token = creds.token();
        String jwt = UserToken.issue(
                token.claims(), signer, token.subject(), System.currentTimeMillis() / 1000, token.expiresAt());
        return new CredsFile(jwt, creds.user()).text();
    }

    @Test
    void theXkey() throws Exception {
        try (PacedReloads reloads = open();
                Resolver resolver = Resolver.of(reloads.stage())) {
            Path file = reloads.stage().deployment().key("xkey");
            CurveKey before = CurveKey.fromSeed(Files.readString(file));
            CurveKey after = CurveKey.generate();
            reloads.take("xkey.seed", () -> write(file, before.seed() + "\n" + after.seed()));
            resolver.pushXkey(after);
            await().atMost(PATIENCE).until(() -> used(reloads, "xkey", after.publicKey()) > 100);
            double left = used(reloads, "xkey", before.publicKey());
            reloads.mayLogIn("anna", "a1");
            assertThat(used(reloads, "xkey", before.publicKey())).isEqualTo(left);
            reloads.take("xkey.seed", () -> write(file, after.seed()));
            reloads.mayLogIn("anna", "a1");
        }
    }

    @Test
    void theUserOfTheService() throws Exception {
        try (PacedReloads reloads = open();
                Resolver resolver = Resolver.of(reloads.stage())) {
            Deployment deployment = reloads.stage().deployment();
            CredsFile before = CredsFile.parse(Files.readString(deployment.serviceCreds()));
            SigningKey user = SigningKey.generate(NkeyKind.USER);
            UserClaims claims = before.token().claims();
            String jwt = UserToken.issue(
                    claims, key(deployment, "AUTH.signing"), user.publicKey(), System.currentTimeMillis() / 1000, 0);

            resolver.pushAuthUsers(before.user().publicKey(), user.publicKey());
            int mark = reloads.log().mark();
            reloads.take("nats.creds", () -> write(deployment.serviceCreds(), new CredsFile(jwt, user).text()));
            reloads.log().await(mark, RENEWED);
            resolver.pushAuthUsers(user.publicKey());
            reloads.mayLogIn("anna", "a1");
        }
    }

    /** The server tells by which certificate the service has come. */
    @Test
    void theCertificateOfTheService(@TempDir Path dir) throws Exception {
        TestPki pki = TestPki.create(dir);
        pki.addClient("other");
        ServiceCertificate certificate = new ServiceCertificate(pki);
        try (PacedReloads reloads = PacedReloads.open(certificate.on(PacedReloads.staff(Stage.operator())));
                Resolver resolver = Resolver.of(reloads.stage())) {
            assertThat(resolver.sessions("AUTH")).contains("\"CN=client\"");
            int mark = reloads.log().mark();
            reloads.take(
                    "nats.tls.cert, nats.tls.key",
                    () -> certificate.exchange(reloads.stage().deployment().dir(), "other"));
            reloads.log().await(mark, RENEWED);
            await().atMost(PATIENCE).until(() -> !resolver.sessions("AUTH").contains("\"CN=client\""));
            assertThat(resolver.sessions("AUTH")).contains("\"CN=other\"");
            reloads.mayLogIn("anna", "a1");
        }
    }

    /** What it signs is pushed, and nobody notices; the servers know both keys by the operator's JWT, which they read at their start. */
    @Test
    void theSigningKeyOfTheOperator() throws Exception {
        SigningKey after = SigningKey.generate(NkeyKind.OPERATOR);
        Stage.Builder builder = PacedReloads.staff(Stage.operator())
                .edit((deployment, conf) -> OperatorJwt.trusting(deployment, conf, after));
        try (PacedReloads reloads = PacedReloads.open(builder);
                Resolver resolver = Resolver.of(reloads.stage());
                Client session = new Client(reloads.stage().as("anna", "a1"))) {
            for (String account : List.of("AUTH", "APP1", "APP2")) {
                resolver.push(account, claims -> claims, after);
                reloads.mayLogIn("anna", "a1");
            }
            assertThat(session.isConnected()).isTrue();
        }
    }

    /** The server does not know the user yet: the connection that there is serves until it does. */
    @Test
    void aUserWhomTheServerRefusesAtFirst() throws Exception {
        try (PacedReloads reloads = open();
                Resolver resolver = Resolver.of(reloads.stage())) {
            Deployment deployment = reloads.stage().deployment();
            SigningKey signer = SigningKey.generate(NkeyKind.ACCOUNT);
            int mark = reloads.log().mark();
            reloads.take(
                    "nats.creds", () -> write(deployment.serviceCreds(), signedBy(signer, deployment.serviceCreds())));
            reloads.log().await(mark, "WARN No connection to nats-server .*nats.creds");
            assertThat(Pages.of(reloads.stage().service()).get("/readyz").body())
                    .contains("\"status\":\"ready\"", "is not in use yet");

            resolver.pushSigners("AUTH", key(deployment, "AUTH.signing"), signer);
            reloads.log().await(mark, RENEWED);
            assertThat(Pages.of(reloads.stage().service()).get("/readyz").body())
                    .isEqualToIgnoringWhitespace("{\"status\":\"ready\"}");
        }
    }
}
