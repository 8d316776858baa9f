package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.service.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Advice of check that would do harm if it were given where something else is wrong. */
class CheckAdviceTest {
    @TempDir
    private Path dir;

    private CheckFixture operator() throws Exception {
        return CheckFixture.of(dir, Mode.OPERATOR);
    }

    private static void copyKey(CheckFixture fixture, String from, String to) throws Exception {
        String seed = Files.readString(fixture.deployment().key(from));
        fixture.edit(fixture.deployment().key(to), old -> seed);
    }

    /** Put into auth_users, the sentinel's user would take the callout out of service. */
    @Test
    void neverAdvisesToMakeTheSentinelTheServicesUser() throws Exception {
        CheckFixture fixture = operator();
        String sentinel = fixture.deployment().sentinelCreds().toString();

        fixture.offline("--creds", sentinel)
                .fails(
                        "nats.creds (" + sentinel + ")",
                        "check.sentinel_creds",
                        "the sentinel's credentials are what clients bring",
                        "set nats.creds to the service's own credentials")
                .isSilentOf("--auth-user")
                .isSilentOf("$SYS.REQ.USER.AUTH");
    }

    @Test
    void knowsASentinelThatIsNotConfiguredByWhatItMayNotDo() throws Exception {
        CheckFixture fixture = operator();
        fixture.edit(fixture.deployment().settings(), yaml -> yaml.replaceFirst("(?m)^  sentinel_creds: .*\n", ""))
                .offline("--creds", fixture.deployment().sentinelCreds().toString())
                .fails("who may not subscribe to anything, as a sentinel may not")
                .isSilentOf("--auth-user");
    }

    @Test
    void saysWhatItMeansToBeInAuthUsers() throws Exception {
        Nkey other = SigningKey.generate(NkeyKind.USER).publicKey();
        operator()
                .authUser(other)
                .offline()
                .fails(
                        "set nats.creds to credentials of a user in auth_users (" + other + "); or, if this user is the"
                                + " service's and of nobody else, nsc edit authcallout",
                        "nats-server asks the callout about nobody who logs in as this user");
    }

    @Test
    void findsTheSentinelInAuthUsers() throws Exception {
        operator()
                .sentinelInAuthUsers()
                .offline()
                .fails(
                        "the sentinel's user U",
                        "sentinel.creds) is in auth_users of account AUTH",
                        "nsc edit authcallout --account AUTH --rm-auth-user U");
    }

    @Test
    void findsTheServersDefaultSentinelInAuthUsers() throws Exception {
        CheckFixture fixture = operator().sentinelInAuthUsers();
        fixture.edit(fixture.deployment().settings(), yaml -> yaml.replaceFirst("(?m)^  sentinel_creds: .*\n", ""))
                .edit(
                        fixture.deployment().serverConf(),
                        conf -> conf.replaceFirst("#\\s*default_sentinel", "default_sentinel"))
                .offline()
                .fails("the sentinel's user U", "default_sentinel in the server's configuration is in auth_users");
    }

    @Test
    void saysThatSigningKeysAreSwapped() throws Exception {
        CheckFixture fixture = operator();
        String first = Files.readString(fixture.deployment().key("APP1.signing"));
        copyKey(fixture, "APP2.signing", "APP1.signing");
        fixture.edit(fixture.deployment().key("APP2.signing"), old -> first)
                .offline()
                .fails(
                        "of account APP1 is a signing key of account APP2 (A",
                        "and that of APP2 one of APP1: the two are swapped",
                        "correct accounts.APP1.signing_key in the configuration")
                .fails("of account APP2 is a signing key of account APP1 (A")
                .isSilentOf("--sk");
    }

    @Test
    void saysWhoseSigningKeyItIs() throws Exception {
        CheckFixture fixture = operator();
        copyKey(fixture, "APP2.signing", "APP1.signing");
        fixture.offline()
                .fails("of account APP1 is a signing key of account APP2 (A", "the accounts need no change")
                .isSilentOf("swapped")
                .isSilentOf("--sk");
    }

    @Test
    void saysWhoseKeyTheIssuersIs() throws Exception {
        CheckFixture fixture = operator();
        copyKey(fixture, "APP1.signing", "AUTH.signing");
        fixture.offline()
                .fails(
                        "issuer.seed is the key A",
                        "but a key of account APP1 (A",
                        "set issuer.seed to a key of account AUTH")
                .isSilentOf("nsc push");
    }

    @Test
    void failsByAFileThatIsNoAccountJwt() throws Exception {
        CheckFixture fixture = operator();
        fixture.offline("--account-jwt", fixture.deployment().users().toString())
                .fails("users.json: not an account JWT", "--account-jwt");
    }

    @Test
    void warnsOfKeysOfOperatorModeWithoutAccounts() throws Exception {
        CheckFixture fixture = operator();
        fixture.edit(fixture.deployment().settings(), yaml -> yaml.replaceFirst("(?s)\naccounts:\n.*?\n(?=\\w)", "\n"))
                .offline()
                .warns("issuer.account and nats.creds are for operator mode", "add accounts with their ids");
    }

    @Test
    void saysTheMode() throws Exception {
        CheckFixture config = CheckFixture.of(dir.resolve("config"), Mode.CONFIG);
        assertThat(List.of(operator(), config))
                .extracting(fixture -> new SettingsLoader(Map.of(), dir)
                        .load(fixture.deployment().settings())
                        .mode())
                .containsExactly("operator mode, 2 accounts", "config mode");
    }
}
