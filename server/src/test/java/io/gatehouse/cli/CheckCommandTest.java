package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountLimits;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The message of every check that needs no server. */
class CheckCommandTest {
    @TempDir
    private Path dir;

    private CheckFixture operator() throws Exception {
        return CheckFixture.of(dir, Mode.OPERATOR);
    }

    private CheckFixture config() throws Exception {
        return CheckFixture.of(dir, Mode.CONFIG);
    }

    @ParameterizedTest
    @EnumSource
    void aNewDeploymentIsAsItShouldBe(Mode mode) throws Exception {
        CheckFixture.of(dir, mode)
                .offline()
                .isClean()
                .says("users.json: 2 users")
                .says("the service's user is in");
    }

    @Test
    void findsAnotherXkeyThanTheAccounts() throws Exception {
        operator().anotherXkey().offline().fails("the xkey does not match: account AUTH", "use the same pair");
    }

    @Test
    void findsAnotherXkeyThanTheServerConfigurations() throws Exception {
        config().anotherXkey().offline().fails("the xkey does not match: auth_callout has X", "use the same pair");
    }

    @Test
    void findsThatOurXkeyIsMissing() throws Exception {
        operator().withoutOurXkey().offline().fails("seals requests to the xkey X", "xkey.seed is missing here");
    }

    @Test
    void findsThatTheCalloutHasNoXkey() throws Exception {
        operator()
                .callout(old -> new io.gatehouse.claims.account.CalloutAuthorization(
                        old.authUsers(), old.allowedAccounts(), null))
                .offline()
                .fails("has no xkey, and xkey.seed is given here", "add xkey X");
    }

    @Test
    void findsAnAccountThatIsNotAllowed() throws Exception {
        CheckFixture fixture = operator();
        String app2 = fixture.account("APP2").id().text();

        fixture.allowedAccounts(app2)
                .offline()
                .fails(
                        "account APP1 (A",
                        "is not in allowed_accounts of account AUTH",
                        "nsc edit authcallout --account AUTH --allowed-account A");
    }

    @Test
    void saysThatLiveRevocationIsOff() throws Exception {
        operator().offline().says("live revocation is off", "revocation.nats").isClean();
    }

    @Test
    void takesTheStarForEveryAccount() throws Exception {
        operator().allowedAccounts("*").offline().isClean();
    }

    @Test
    void findsASigningKeyThatTheAccountDoesNotList() throws Exception {
        operator()
                .anotherKey("APP1.signing")
                .offline()
                .fails("account APP1 (A", "does not list the signing key A", "nsc edit account APP1 --sk A");
    }

    /** nsc edit account --sk makes a plain key of a scoped one that is not pushed yet. */
    @Test
    void neverAdvisesToMakeAPlainKeyOfARolesKey() throws Exception {
        CheckFixture fixture = operator();
        fixture.edit(
                fixture.deployment().settings(),
                yaml -> yaml.replace(
                        "signing_key: keys/APP1.signing.nk",
                        "signing_key: keys/APP1.signing.nk\n    roles:\n      customer:\n        signing_key: keys/role.nk"));
        Files.writeString(
                fixture.deployment().key("role"),
                SigningKey.generate(NkeyKind.ACCOUNT).seed());

        CheckFixture.Result result = fixture.offline()
                .fails(
                        "of role customer",
                        "nsc push -a APP1",
                        "nsc edit signing-key -a APP1 --sk A",
                        "--role customer");
        assertThat(result.out()).doesNotContain("nsc edit account");
    }

    @Test
    void findsAnAuthAccountThatHasTooLittleRoom() throws Exception {
        operator()
                .account("AUTH", auth -> auth.withLimits(limits(auth.limits(), 0, 1)))
                .offline()
                .fails("account AUTH may have 0 subscriptions, too few", "nsc edit account AUTH --subscriptions -1")
                .fails("account AUTH may have 1 connections, too few", "nsc edit account AUTH --conns -1");
    }

    @Test
    void findsAServiceUserThatIsNotInAuthUsers() throws Exception {
        operator()
                .authUser(SigningKey.generate(NkeyKind.USER).publicKey())
                .offline()
                .fails("is not in auth_users of account AUTH", "nsc edit authcallout --account AUTH --auth-user U");
    }

    @Test
    void findsAServiceUserThatIsNotInAuthUsersOfTheServerConfiguration() throws Exception {
        CheckFixture fixture = config();
        fixture.edit(
                        fixture.deployment().serverConf(),
                        conf -> conf.replace("auth_users: [ gatehouse,", "auth_users: ["))
                .offline()
                .fails("the service's user gatehouse is not in auth_users of auth_callout [sys]");
    }

    @Test
    void warnsOfOthersWhoMayDoAnythingInTheCalloutsAccount() throws Exception {
        CheckFixture fixture = config();
        String restricted = "{ user: modest, password: m2, permissions: { subscribe: [ \"mine.>\" ], publish: [ ] } }";
        fixture.edit(
                        fixture.deployment().serverConf(),
                        conf -> conf.replace(
                                "users: [ { user: gatehouse",
                                "users: [ { user: mallory, password: m1 }, " + restricted + ", { user: gatehouse"))
                .offline()
                .warns("users without permissions are in account AUTH beside the service's: mallory;");
    }

    @Test
    void findsAServiceUserInAnotherAccount() throws Exception {
        CheckFixture fixture = config();
        fixture.edit(fixture.deployment().serverConf(), conf -> conf.replace("account: AUTH", "account: APP1"))
                .offline()
                .fails("the service's user gatehouse is not in account APP1", "move it there");
    }

    @Test
    void findsAnIssuerThatIsNoKeyOfTheAccount() throws Exception {
        operator()
                .anotherKey("AUTH.signing")
                .offline()
                .fails("issuer.seed is the key A", "neither account AUTH", "nor one of its signing keys");
    }

    @Test
    void findsAnotherIssuerThanTheServerConfigurations() throws Exception {
        config().anotherKey("issuer").offline().fails("the issuer does not match: auth_callout has A");
    }

    @Test
    void findsATokenThatCannotBeTheServicesLogin() throws Exception {
        CheckFixture fixture = config();
        fixture.edit(
                        fixture.deployment().settings(),
                        yaml -> yaml.replaceFirst("user: gatehouse\\n *password_file: .*", "token: t0ken"))
                .offline()
                .fails("nats.token cannot be the service's login in config mode", "nats.user, nats.nkey");
    }

    @Test
    void findsThatAUrlBearsAPassword() throws Exception {
        CheckFixture fixture = config();
        fixture.edit(
                        fixture.deployment().settings(),
                        yaml -> yaml.replaceFirst(
                                "url: nats://(.*)\\n *user: gatehouse\\n *password_file: .*",
                                "url: nats://gatehouse:hush@$1"))
                .offline()
                .warns("nats.url is a secret written into the configuration");
    }

    @Test
    void findsThatTheAccountHasNoCallout() throws Exception {
        operator()
                .account(
                        "AUTH",
                        auth -> AccountClaims.of(
                                auth.id(), auth.name(), auth.signingKeys().toArray(new AccountSigningKey[0])))
                .offline()
                .fails("account AUTH (A", "has no auth callout: nsc edit authcallout");
    }

    @Test
    void findsThatTheServerConfigurationHasNoCallout() throws Exception {
        CheckFixture fixture = config();
        fixture.edit(fixture.deployment().serverConf(), conf -> conf.replace("auth_callout {", "other {"))
                .offline()
                .fails("the server's configuration has no auth_callout: add authorization { auth_callout");
    }

    @Test
    void findsAScopedKeyThatIsNotCalledScoped() throws Exception {
        scope(operator(), "APP1")
                .offline()
                .fails("is a scoped key of account APP1", "set accounts.APP1.scoped to true");
    }

    @Test
    void findsAKeyThatIsCalledScopedAndIsNot() throws Exception {
        operator()
                .offline("--set", "accounts.APP1.scoped=true")
                .fails("is not a scoped key of account APP1", "set accounts.APP1.scoped to false");
    }

    @Test
    void findsUsersWithPermissionsUnderAScopedKey() throws Exception {
        scope(operator(), "APP2")
                .offline("--set", "accounts.APP2.scoped=true")
                .fails("since the signing key is scoped", "\"bob\"");
    }

    private static AccountLimits limits(AccountLimits old, long subs, long connections) {
        return new AccountLimits(
                subs,
                old.data(),
                old.payload(),
                old.imports(),
                old.exports(),
                old.wildcardExports(),
                old.disallowBearer(),
                connections,
                old.leafNodes(),
                old.jetStream());
    }

    private static CheckFixture scope(CheckFixture fixture, String name) throws Exception {
        UserClaims.Body template = new UserClaims.Body(Permissions.NONE, Limits.NONE, false, false, List.of());
        return fixture.account(
                name,
                account -> AccountClaims.of(
                        account.id(),
                        account.name(),
                        new AccountSigningKey(
                                account.signingKeys().get(0).key(),
                                new AccountSigningKey.Scope("role", "", template))));
    }

    @Test
    void findsOneSidedPermissions() throws Exception {
        operator().users("""
                        {"a": {"pass": "$2b$04$abcdefghijklmnopqrstuu5Lo0g67CiD3M4RpN1BmBb4Crp5w7dbK", "account": "APP1",
                               "permissions": {"pub": {"allow": ["a.>"]}}}}
                        """).offline().warns("only publishing is restricted: add permissions.sub", "\"a\"");
    }

    @Test
    void findsPlaintextPasswords() throws Exception {
        operator()
                .users("{\"alice\": {\"pass\": \"wonderland\", \"account\": \"APP1\"}}")
                .offline()
                .warns("1 user with a password in plain text", "gatehouse hash", "alice");
    }

    @Test
    void findsUsersWhoseAccountHasNoKey() throws Exception {
        operator()
                .users("{\"carol\": {\"pass\": \"x\", \"account\": \"APP3\"}}")
                .offline()
                .fails("1 user whose account or role has no signing key here", "carol");
    }

    @Test
    void findsUsersWhoseAccountTheServerDoesNotHave() throws Exception {
        config().users("{\"carol\": {\"pass\": \"x\", \"account\": \"APP3\"}}")
                .offline()
                .fails("the account APP3 of users.json is not in the server's configuration");
    }

    @Test
    void leavesTheAccountsOfUsersWhoHaveNoneToRules() throws Exception {
        config().users("{\"carol\": {\"pass\": \"x\"}}")
                .offline()
                .isSilentOf("of users.json is not in the server's configuration");
    }

    @Test
    void findsABadUsersFile() throws Exception {
        operator()
                .users("{\"carol\": {\"pass\": \"x\", \"account\": \"\"}}")
                .offline()
                .fails("users.json:1:", "carol", "account");
    }

    @Test
    void findsUsersWhomNothingPlaces() throws Exception {
        operator().users("{\"carol\": {\"pass\": \"x\"}}").offline().fails("1 user", "who has no account", "carol");
    }

    @Test
    void findsKeyFilesThatOthersMayRead() throws Exception {
        CheckFixture fixture = operator();
        Files.setPosixFilePermissions(fixture.deployment().key("xkey"), PosixFilePermissions.fromString("rw-r--r--"));

        fixture.offline().warns("xkey.nk holds a secret", "(rw-r--r--): chmod 600 ");
    }

    /** Worse than who may read a key: who may write these is whoever they like. */
    @Test
    void findsFilesAndFoldersThatOthersMayWrite() throws Exception {
        CheckFixture fixture = operator();
        Path settings = fixture.deployment().settings();
        for (Path file : List.of(fixture.deployment().users(), settings)) {
            Set<PosixFilePermission> before = Files.getPosixFilePermissions(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            fixture.offline().fails(file.getFileName() + ", which decides who gets in, may be changed", "chmod go-w");
            Files.setPosixFilePermissions(file, before);
        }
        fixture.offline().isSilentOf("who gets in");

        Files.setPosixFilePermissions(fixture.deployment().dir(), PosixFilePermissions.fromString("rwxrwxrwx"));
        fixture.offline().fails("another file may be put in the place of", "gatehouse.yaml", "chmod go-w");
    }

    @Test
    void findsSecretsInTheConfigurationItself() throws Exception {
        CheckFixture fixture = operator();
        String seed = Files.readString(fixture.deployment().key("xkey")).strip();

        CheckFixture.Result result = fixture.edit(
                        fixture.deployment().settings(), yaml -> yaml.replace("keys/xkey.nk", seed))
                .offline();

        result.warns("xkey.seed is a secret written into the configuration: move it to a file of mode 0600");
        assertThat(result.out()).doesNotContain(seed);
    }

    @Test
    void findsEveryMistakeOfTheConfiguration() throws Exception {
        CheckFixture fixture = operator();
        fixture.edit(fixture.deployment().settings(), yaml -> yaml.replace("url:", "urls:"))
                .offline()
                .fails("nats.urls: unknown key; did you mean url?");
    }

    @Test
    void findsDamagedCredentials() throws Exception {
        CheckFixture fixture = operator();
        fixture.edit(fixture.deployment().serviceCreds(), creds -> creds.replace("BEGIN USER", "BEGIN"))
                .offline()
                .fails("service.creds: not a credentials file", "nsc generate creds");
    }

    @Test
    void saysWhichAccountsItCouldNotCompare() throws Exception {
        operator()
                .withoutTruth()
                .offline()
                .warns(
                        "the JWTs of these accounts are not known here",
                        "the AUTH account (A",
                        "APP1 (A",
                        "--sys-creds");
    }

    @Test
    void takesAccountJwtsFromFiles() throws Exception {
        CheckFixture fixture = operator().withoutTruth();
        String files = fixture.jwt("AUTH") + "," + fixture.jwt("APP1") + "," + fixture.jwt("APP2");

        fixture.offline("--account-jwt", files).isClean();
    }

    @Test
    void findsThatTheServerIsInTheOtherMode() throws Exception {
        CheckFixture config = config();
        CheckFixture operator = new CheckFixture(dir.resolve("other"), DeploymentOptions.defaults());

        config.offline("--server-conf", operator.deployment().serverConf().toString())
                .fails("is of a server in operator mode, and no accounts are configured here");
        operator.offline("--server-conf", config.deployment().serverConf().toString())
                .fails("is of a server in config mode, and accounts with signing keys are configured here");
    }

    @Test
    void findsWhatTheServerDoesNotStartWith() throws Exception {
        CheckFixture fixture = config();
        fixture.edit(
                        fixture.deployment().serverConf(),
                        conf -> conf.replaceFirst("password: \"[^\"]*\"", "password: 1234") + "\nfoo: 1\n")
                .offline()
                .fails("server.conf: line ", "users.password must be a text, and is a number to nats-server", "quotes")
                .fails("nats-server knows no setting 'foo'");
    }

    @Test
    void findsAHashWithoutQuotes() throws Exception {
        CheckFixture fixture = config();
        fixture.edit(
                        fixture.deployment().serverConf(),
                        conf -> conf.replaceFirst("password: \"([^\"]*)\"", "password: $1"))
                .offline()
                .fails("a bcrypt hash without quotes is taken for a variable", "put it in quotes")
                .skips("what is compared with", "it cannot be read");
    }

    @Test
    void findsACalloutInTheFileOfOperatorMode() throws Exception {
        CheckFixture fixture = operator();
        fixture.edit(
                        fixture.deployment().serverConf(),
                        conf -> conf.replace(
                                "timeout: 2.1",
                                "timeout: 2.1\n  auth_callout { issuer: "
                                        + SigningKey.generate(NkeyKind.ACCOUNT).publicKey() + ", auth_users: [ a ] }"))
                .offline()
                .fails("nats-server in operator mode does not start with an auth_callout in its file");
    }

    @ParameterizedTest
    @CsvSource({"2,2 s", "1.6,1.6 s", "2000ms,2 s"})
    void warnsOfAServerThatGivesUpBeforeItsClients(String timeout, String shown) throws Exception {
        config().authTimeout(timeout.endsWith("ms") ? "\"" + timeout + "\"" : timeout)
                .offline()
                .warns("has an auth timeout of " + shown, "authorization { timeout: 3 }");
    }

    @Test
    void findsAServerThatGivesUpBeforeWeDo() throws Exception {
        config().authTimeout("1.5").offline().fails("has an auth timeout of 1.5 s, and callout.budget is 1500 ms");
    }

    @Test
    void findsATokenInConfigMode() throws Exception {
        CheckFixture fixture = config();
        fixture.edit(
                        fixture.deployment().settings(),
                        yaml -> yaml.replaceFirst(
                                "  user: gatehouse\n  password_file: .*\n", "  token: '\\${TOKEN}'\n"))
                .variable("TOKEN", "t")
                .offline()
                .fails("nats.token cannot be the service's login in config mode", "nats.user");
    }

    @Test
    void warnsBeforeCredentialsEndAndFailsAfterwards() throws Exception {
        CheckFixture fixture = operator();
        fixture.credentialsEnd("AUTH", fixture.deployment().serviceCreds(), Duration.ofDays(13));
        fixture.credentialsEnd("AUTH", fixture.deployment().sentinelCreds(), Duration.ofHours(-1));
        fixture.credentialsEnd("SYS", fixture.deployment().sysCreds(), Duration.ofDays(15));

        fixture.offline()
                .warns("service.creds: the credentials will end at ", "in 12 days", "nsc generate creds")
                .fails("sentinel.creds: the credentials ended at ")
                .isSilentOf("sys.creds");
    }

    @Test
    void saysWhatItCouldNotLookAt() throws Exception {
        CheckFixture fixture = operator();
        fixture.edit(fixture.deployment().serviceCreds(), creds -> creds.replace("BEGIN USER", "BEGIN"))
                .offline()
                .fails("service.creds")
                .skips("whether the accounts fit the keys was not checked: the service's credentials cannot be used");
    }

    @Test
    void saysThatTheServerConfigurationCannotBeRead() throws Exception {
        CheckFixture fixture = config();
        fixture.edit(fixture.deployment().serverConf(), conf -> conf.replace("listen: \"", "listen: \"\"\" }"))
                .offline()
                .fails("server.conf: line ", "correct it there");
    }

    /** A callout in the system account would let whoever it lets in see and stop everything. */
    @Test
    void findsCredentialsOfTheSystemAccount() throws Exception {
        CheckFixture fixture = operator();
        String sys = fixture.account("SYS").id().text();
        String auth = fixture.account("AUTH").id().text();

        fixture.offline("--creds", fixture.deployment().sysCreds().toString())
                .fails(
                        "the service's credentials are of a user of account SYS (" + sys + "), the system account",
                        "the callout is in account AUTH (" + auth + ")",
                        "nsc generate creds --account AUTH")
                .isSilentOf("nsc edit");
    }

    @Test
    void findsCredentialsOfAnApplicationAccount() throws Exception {
        CheckFixture fixture = operator();
        fixture.credentialsOf("APP1", fixture.deployment().serviceCreds())
                .offline()
                .fails(
                        "the service's credentials are of a user of account APP1 (A",
                        "the callout is in account AUTH (A")
                .isSilentOf("nsc edit");
    }

    @Test
    void namesTheSystemAccountWhereTheCredentialsForLookupsAreOfAnother() throws Exception {
        CheckFixture fixture = operator();
        fixture.offline("--sys-creds", fixture.deployment().serviceCreds().toString())
                .warns(
                        "service.creds: these credentials are of account AUTH (A",
                        "not of the system account SYS (A",
                        "left out",
                        "give credentials of a user of the system account");
    }

    @Test
    void findsUsersWhomTheServerNeverAsksAbout() throws Exception {
        config().users("{\"sys\": {\"pass\": \"x\", \"account\": \"APP1\"}}")
                .offline()
                .warns("1 user whom nats-server never asks about", "auth_users", "\"sys\"");
    }

    /** Whoever compares two runs sees what has changed, and nothing else. */
    @Test
    void tellsOfAccountsInTheOrderOfTheirNames() throws Exception {
        List<String> names = List.of("K", "B", "X", "A", "M", "C", "Z", "D");
        CheckFixture fixture =
                new CheckFixture(dir, DeploymentOptions.defaults().withAccounts(names));

        assertThat(fixture.offline().out().lines().filter(line -> line.contains("lists our signing keys")))
                .isEqualTo(names.stream()
                        .sorted()
                        .map(name -> "OK    account " + name + " lists our signing keys")
                        .toList());
    }

    @Test
    void saysNothingTwice() throws Exception {
        CheckFixture fixture = config();
        CheckFixture.Result result = fixture.edit(
                        fixture.deployment().settings(),
                        yaml -> yaml.replaceFirst("user: gatehouse\\n *password_file: .*", "token: t0ken"))
                .offline();

        assertThat(result.out().split("nats.token cannot be the service's login", -1))
                .hasSize(2);
        assertThat(result.out().lines()).doesNotHaveDuplicates();
    }
}
