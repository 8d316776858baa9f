package io.gatehouse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one key of the service is worth without the others, as SECURITY.md tells of each. */
@AgainstNatsServer
class StolenKeysIT {
    private static final String USERS = """
            {"alice": {"pass": "a-password-to-look-for", "account": "APP1"}}
            """;
    private static final String PASSWORD = "a-password-to-look-for";
    private static final String REQUESTS = "$SYS.REQ.USER.AUTH";
    /** The begin of one; three letters alone are in one sealed request of ten thousand by chance. */
    private static final Pattern JWT = Pattern.compile("eyJ[0-9A-Za-z_-]{8}");

    private static final Pattern CLAIMS = Pattern.compile("\\.([0-9A-Za-z_-]+)\\.[0-9A-Za-z_-]+$");

    private static RawClient.Heard overheard(Stage stage) throws Exception {
        try (RawClient thief =
                RawClient.login(stage.server().port(), stage.deployment().serviceCreds())) {
            thief.subscribe(REQUESTS, "1");
            stage.connect("alice", PASSWORD).close();
            return thief.next();
        }
    }

    private static void replace(Path key) throws IOException {
        assertThat(key).exists();
        Files.writeString(key, SigningKey.generate(NkeyKind.ACCOUNT).seed());
    }

    @Test
    void theServicesLoginHearsBoxesThatItCannotOpen() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).open()) {
            RawClient.Heard request = overheard(stage);

            assertThat(request.subject()).isEqualTo(REQUESTS);
            assertThat(request.content())
                    .contains("Nats-Server-Xkey", "xkv1")
                    .doesNotContain(PASSWORD)
                    .doesNotContainPattern(JWT);
        }
    }

    @Test
    void withoutAnXkeyTheServicesLoginReadsPasswords() throws Exception {
        try (Stage stage = Stage.operator().xkey(false).users(USERS).open()) {
            Matcher claims = CLAIMS.matcher(overheard(stage).content());

            assertThat(claims.find()).isTrue();
            assertThat(new String(Base64.getUrlDecoder().decode(claims.group(1)), UTF_8))
                    .contains(PASSWORD);
        }
    }

    /** Whoever has the service's login, the xkey and AUTH's signing key, and signs users by a key that APP1 does not list. */
    @Test
    void withoutAKeyOfTheAccountNobodyIsLetIntoIt() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService()) {
            replace(stage.deployment().key("APP1.signing"));
            stage.startService();

            stage.assertRefused(stage.as("alice", PASSWORD));
        }
    }

    @Test
    void inConfigModeNobodyIsLetInWithoutTheIssuer() throws Exception {
        try (Stage stage = Stage.config().users(USERS).openWithoutService()) {
            replace(stage.deployment().key("issuer"));
            stage.startService();

            stage.assertRefused(stage.as("alice", PASSWORD));
        }
    }

    /** In operator mode a key of the account would do. */
    @Test
    void inConfigModeTheIssuerAloneLetsNobodyIn() throws Exception {
        try (Stage stage = Stage.config().users(USERS).open()) {
            SigningKey issuer = SigningKey.fromSeed(
                    Files.readString(stage.deployment().key("issuer")).strip());
            UserClaims.Body anything = new UserClaims.Body(Permissions.NONE, Limits.NONE, true, false, List.of());
            String jwt = UserToken.issue(
                    UserClaims.of("stranger", issuer.publicKey(), anything),
                    issuer,
                    SigningKey.generate(NkeyKind.USER).publicKey(),
                    Instant.now().getEpochSecond(),
                    0);
            int port = stage.server().port();

            assertThatThrownBy(() -> RawClient.login(port, "", "\",\"jwt\":\"" + jwt))
                    .hasMessageContaining("Authorization Violation");
            stage.awaitDenials(1);
        }
    }

    @Test
    void theOperatorsKeyIsNotThereWhereUsersAreLetIn() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService()) {
            List<Path> operators;
            try (Stream<Path> keys = Files.list(stage.deployment().dir().resolve("keys"))) {
                operators = keys.filter(StolenKeysIT::isOperators).toList();
            }
            assertThat(operators).isNotEmpty();
            for (Path key : operators) {
                Files.delete(key);
            }
            stage.startService();

            stage.connect("alice", PASSWORD).close();
        }
    }

    private static boolean isOperators(Path key) {
        try {
            return Files.readString(key).startsWith("SO");
        } catch (IOException e) {
            return false;
        }
    }
}
