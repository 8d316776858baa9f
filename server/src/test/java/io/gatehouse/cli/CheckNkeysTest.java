package io.gatehouse.cli;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check says where clients may log in with an nkey or a token. */
class CheckNkeysTest {
    private static final String KEY =
            SigningKey.generate(NkeyKind.USER).publicKey().text();

    @TempDir
    private Path dir;

    private static void addNkeys(CheckFixture fixture) throws Exception {
        Path settings = fixture.deployment().settings();
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace(
                                "directories:\n",
                                "directories:\n  m: {type: nkey, keys: {bot: {nkey: " + KEY + ", account: APP1}}}\n"));
    }

    @Test
    void inConfigModeTheServerNeedsAUserWithAnNkey() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        addNkeys(fixture);
        fixture.offline().fails("the server has no user with an nkey", "set nats.nkey here");

        Path conf = fixture.deployment().serverConf();
        Files.writeString(
                conf, Files.readString(conf).replace("\"APP1\": {}", "\"APP1\": { users: [ { nkey: " + KEY + " } ] }"));
        fixture.offline().says("the server sends a nonce");
    }

    @Test
    void inOperatorModeItNeedsADefaultSentinel() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.OPERATOR);
        addNkeys(fixture);
        fixture.offline().fails("the server has no default_sentinel", "gatehouse init --default-sentinel");
    }

    @Test
    void aDefaultSentinelThatIsABearerIsRight() throws Exception {
        CheckFixture fixture =
                new CheckFixture(dir, DeploymentOptions.defaults().withDefaultSentinel(true));
        addNkeys(fixture);
        fixture.offline().says("default_sentinel is a bearer");
    }

    @Test
    void anotherDefaultSentinelIsNot() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.OPERATOR);
        addNkeys(fixture);
        UserClaims claims = UserClaims.of("sentinel", null, UserClaims.Body.sentinel(false));
        String jwt = UserToken.issue(
                claims,
                SigningKey.generate(NkeyKind.ACCOUNT),
                SigningKey.generate(NkeyKind.USER).publicKey(),
                1,
                0);
        Path conf = fixture.deployment().serverConf();
        Files.writeString(conf, Files.readString(conf) + "\ndefault_sentinel: \"" + jwt + "\"\n");
        fixture.offline().fails("default_sentinel is no bearer", "nsc edit user");
    }

    @Test
    void withoutSuchADirectoryNothingIsSaid() throws Exception {
        CheckFixture.of(dir, Mode.CONFIG).offline().isSilentOf("nonce");
    }

    @Test
    void usersOfKeysAreCheckedAsThoseOfFiles() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        addNkeys(fixture);
        Path settings = fixture.deployment().settings();
        Files.writeString(settings, Files.readString(settings).replace("account: APP1}", "account: ELSEWHERE}"));
        fixture.offline().fails("directories.m.keys", "users may not be placed in their account");
    }

    @Test
    void aFileBesideKeysIsCheckedAsTheServiceTakesBoth() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        addNkeys(fixture);
        Path settings = fixture.deployment().settings();
        Files.writeString(
                settings, Files.readString(settings).replace("{type: nkey, keys:", "{type: nkey, path: m.json, keys:"));
        Path file = fixture.deployment().dir().resolve("m.json");

        Files.writeString(file, "{\"sensor\": {\"nkey\": \"" + KEY + "\", \"account\": \"APP1\"}}");
        fixture.offline().fails("m.json: user sensor: nkey: " + KEY + " is in directories.m.keys as well: remove one");

        Files.writeString(file, "{\"sensor\": {\"pass\": \"s1\", \"account\": \"APP1\"}}");
        fixture.offline().warns("m.json: 1 user without an nkey, who cannot log in here");
    }

    @Test
    void tokensAreCheckedAsUsersAre() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        Deployment deployment = fixture.deployment();
        Files.writeString(deployment.dir().resolve("tokens.json"), "{\"short\": {}}");
        Files.writeString(
                deployment.settings(),
                Files.readString(deployment.settings())
                        .replace("directories:\n", "directories:\n  t: {type: token, path: tokens.json}\n"));
        fixture.offline().fails("tokens.json:1:2: token \"short\": is no id of a token");
    }
}
