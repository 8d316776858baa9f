package io.gatehouse.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import org.junit.jupiter.api.Test;

class CredsFileTest {
    private final SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
    private final SigningKey user = SigningKey.generate(NkeyKind.USER);
    private final String jwt = UserToken.issue(
            UserClaims.of("service", null, UserClaims.Body.UNRESTRICTED), account, user.publicKey(), 10, 0);
    private final CredsFile creds = new CredsFile(jwt, user);

    @Test
    void whatIsWrittenIsRead() throws ClaimsException {
        CredsFile read = CredsFile.parse(creds.text());
        assertThat(read.jwt()).isEqualTo(jwt);
        assertThat(read.user().seed()).isEqualTo(user.seed());
        assertThat(read.token().account()).isEqualTo(account.publicKey());
    }

    @Test
    void theFilesOfOtherToolsAreRead() {
        String text = "-----BEGIN NATS USER JWT-----\r\n" + jwt + "\r\n------END NATS USER JWT------\r\n\r\n"
                + "************************* IMPORTANT *************************\r\nKeep this.\r\n\r\n"
                + "-----BEGIN USER NKEY SEED-----\r\n  " + user.seed() + "  \r\n------END USER NKEY SEED------\r\n\r\n"
                + "*************************************************************\r\n";
        assertThat(CredsFile.parse(text).jwt()).isEqualTo(jwt);
    }

    @Test
    void jnatsReadsTheSame() {
        byte[] nonce = "nonce".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        io.nats.client.AuthHandler handler = io.nats.client.Nats.staticCredentials(
                creds.text().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(handler.getJWT()).isEqualTo(jwt.toCharArray());
        assertThat(handler.sign(nonce)).isEqualTo(user.sign(nonce, 0, nonce.length));
    }

    @Test
    void aFileWithoutOneOfTheSectionsIsNone() {
        assertNone("");
        assertNone("-----BEGIN NATS USER JWT-----");
        assertNone(creds.text().replace("BEGIN NATS USER JWT", "BEGIN"));
        assertNone(creds.text().replace("END USER NKEY SEED", "END"));
        assertNone(creds.text().replace(user.seed(), ""));
        assertNone(creds.text().replace(user.seed(), account.seed()));
        assertNone(creds.text().replace(user.seed(), user.seed().substring(1)));
    }

    private void assertNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CredsFile.parse(text))
                .satisfies(e -> assertThat(e.toString())
                        .doesNotContain(user.seed(), user.seed().substring(1), account.seed(), jwt));
    }

    @Test
    void anothersSeedIsFound() {
        CredsFile mixed = new CredsFile(jwt, SigningKey.generate(NkeyKind.USER));
        assertThatExceptionOfType(ClaimsException.class)
                .isThrownBy(mixed::token)
                .returns(Drop.WRONG_USER_NKEY, ClaimsException::reason);
    }

    @Test
    void itShowsNoSecret() {
        assertThat(creds.toString()).contains(user.publicKey().text()).doesNotContain(user.seed(), jwt);
    }
}
