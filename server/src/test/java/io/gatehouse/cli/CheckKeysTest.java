package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.EndingAccount;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check and {@code keys status} say of keys of which several are held, and of accounts that end; without a server. */
class CheckKeysTest {
    @TempDir
    private Path dir;

    private static String another(String before) {
        return SigningKey.generate(NkeyKind.ACCOUNT).seed() + "\n" + before;
    }

    @Test
    void takesAnIssuerAndAnXkeyThatAreHeldBesideOthers() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        Deployment deployment = fixture.deployment();
        fixture.edit(deployment.key("issuer"), CheckKeysTest::another)
                .edit(deployment.key("xkey"), before -> CurveKey.generate().seed() + "\n" + before)
                .offline()
                .says("issuer.seed has the key that auth_callout names")
                .says("the xkey is that of auth_callout");
    }

    @Test
    void findsAnIssuerThatIsNotHeld() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        fixture.edit(fixture.deployment().key("issuer"), before -> another(another("")))
                .offline()
                .fails("the issuer does not match");
    }

    @Test
    void warnsOfHeldKeysThatTheAccountDoesNotList() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.OPERATOR);
        Deployment deployment = fixture.deployment();
        fixture.edit(deployment.key("APP1.signing"), before -> before + another(""))
                .edit(deployment.key("AUTH.signing"), before -> before + another(""))
                .offline()
                .warns(
                        "accounts.APP1.signing_key holds the key",
                        "which account APP1 does not list",
                        "nsc push -a APP1")
                .warns("issuer.seed holds the key", "which account AUTH does not list");
    }

    private CheckFixture ending(Duration fromNow) throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.OPERATOR);
        Deployment deployment = fixture.deployment();
        SigningKey operator = SigningKey.fromSeed(Files.readString(deployment.key("operator.signing")));
        AccountClaims app1 = fixture.account("APP1");
        String jwt =
                EndingAccount.jwt(app1, operator, Instant.now().plus(fromNow).getEpochSecond());
        String before = Files.readString(fixture.jwt("APP1")).strip();
        return fixture.edit(deployment.serverConf(), conf -> conf.replace(before, jwt));
    }

    @Test
    void warnsBeforeTheJwtOfAnAccountEnds() throws Exception {
        ending(Duration.ofDays(3)).offline().warns("the JWT of account APP1", "will end at", "nsc push -a APP1");
    }

    @Test
    void findsAnAccountWhoseJwtHasEnded() throws Exception {
        ending(Duration.ofDays(-1)).offline().fails("the JWT of account APP1", "ended at");
    }

    @Test
    void statusTellsWhatEndsAndFailsOnceItHas() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.OPERATOR);
        Deployment deployment = fixture.deployment();
        fixture.credentialsEnd("AUTH", deployment.serviceCreds(), Duration.ofDays(3))
                .edit(deployment.key("APP1.signing"), before -> before + another(""));
        Cli cli = new Cli(dir);
        String settings = deployment.settings().toString();
        assertThat(cli.run("keys", "status", "-c", settings, "--offline")).isZero();
        assertThat(cli.out().lines())
                .anyMatch(line -> line.matches("nats.creds {2}U\\S+ {2}signed by A\\S+ {2}ends 20\\S+"))
                .anyMatch(line -> line.matches("accounts.APP1.signing_key {2}A\\S+ {2}signs"))
                .anyMatch(line -> line.matches("accounts.APP1.signing_key {2}A\\S+ {2}held"))
                .anyMatch(line -> line.matches("xkey.seed {2}X\\S+ {2}opens"));

        fixture.credentialsEnd("AUTH", deployment.serviceCreds(), Duration.ofDays(-3));
        Cli later = new Cli(dir);
        assertThat(later.run("keys", "status", "-c", settings, "--offline", "--json"))
                .isOne();
        assertThat(later.out()).contains("\"place\":\"nats.creds\"", "\"problem\":\"it has expired\"");
    }
}
