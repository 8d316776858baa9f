package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.SecretSource;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.NatsSettings.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {
    private static final SigningKey AUTH = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey APP = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final String MINIMAL =
            "issuer: {seed: AUTH.nk}\ndirectories: {users: {type: file, path: users.json}}\n";

    @TempDir
    private Path dir;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void writeKeys() throws IOException {
        Files.writeString(dir.resolve("AUTH.nk"), AUTH.seed() + "\n");
        Files.writeString(dir.resolve("APP1.nk"), APP.seed());
    }

    private GatehouseSettings load(String yaml) throws IOException {
        return new SettingsFolder(dir, environment).load(yaml);
    }

    private List<String> problems(String yaml) {
        return new SettingsFolder(dir, environment).problems(yaml);
    }

    @Test
    void readsKeyFilesRelativeToTheConfigurationFile() throws IOException {
        GatehouseSettings settings = load(MINIMAL);

        assertThat(settings.issuer().publicKey()).isEqualTo(AUTH.publicKey());
        assertThat(settings.usersFiles().get(0)).isEqualTo(dir.resolve("users.json"));
        assertThat(settings.operatorMode()).isFalse();
        assertThat(settings.secrets())
                .containsExactly(new SecretSource(
                        "issuer.seed", dir.resolve("gatehouse.yaml") + ":1:16", dir.resolve("AUTH.nk"), false));
    }

    @Test
    void readsAccountsWithRoles() throws IOException {
        GatehouseSettings settings = load(MINIMAL + "accounts:\n  APP1:\n    id: " + APP.publicKey()
                + "\n    signing_key: APP1.nk\n    roles: {sensor: {signing_key: AUTH.nk}}\n");

        assertThat(settings.accounts()).hasEntrySatisfying("APP1", account -> {
            assertThat(account.id()).isEqualTo(APP.publicKey());
            assertThat(account.key())
                    .isNotNull()
                    .satisfies(key -> assertThat(key.scoped()).isFalse());
            assertThat(account.roles())
                    .hasEntrySatisfying(
                            "sensor", key -> assertThat(key.scoped()).isTrue());
        });
    }

    @Test
    void namesAccountsOfAListAfterTheirKeyFiles() throws IOException {
        environment.put("GATEHOUSE_ACCOUNTS", APP.publicKey() + ":" + dir.resolve("APP1.nk"));

        assertThat(load(MINIMAL).accounts()).containsOnlyKeys("APP1");
    }

    @Test
    void neverNamesAnAccountAfterItsSeed() throws IOException {
        environment.put("GATEHOUSE_ACCOUNTS", APP.publicKey() + ":" + APP.seed());

        assertThat(load(MINIMAL).accounts()).containsOnlyKeys(APP.publicKey().text());
    }

    @Test
    void takesTheSeedFromAFileThatHoldsThePublicKeyToo() throws IOException {
        CurveKey xkey = CurveKey.generate();
        Files.writeString(dir.resolve("auth.xk"), xkey.seed() + "\n" + xkey.publicKey() + "\n");

        CurveKey read = load(MINIMAL + "xkey: {seed: auth.xk}\n").xkey();

        assertThat(read)
                .isNotNull()
                .satisfies(key -> assertThat(key.publicKey()).isEqualTo(xkey.publicKey()));
    }

    @Test
    void replacesVariablesOfTheEnvironment() throws IOException {
        environment.put("SEED", AUTH.seed());

        GatehouseSettings settings = load(MINIMAL.replace("AUTH.nk", "'${SEED}'"));

        assertThat(settings.issuer().publicKey()).isEqualTo(AUTH.publicKey());
        assertThat(settings.secrets())
                .singleElement()
                .satisfies(source -> assertThat(source.literal()).isFalse());
    }

    @Test
    void leavesAnEscapedReferenceAlone() throws IOException {
        assertThat(load(MINIMAL + "nats: {token: '$${A}'}").nats().login())
                .isInstanceOfSatisfying(
                        Login.Token.class,
                        token -> assertThat(token.token().reveal()).isEqualTo("${A}"));
    }

    @Test
    void tellsALiteralSecretFromOneInAFile() throws IOException {
        GatehouseSettings settings = load(MINIMAL + "nats: {token: abc}");

        assertThat(settings.secrets())
                .filteredOn(SecretSource::literal)
                .extracting(SecretSource::path)
                .containsExactly("nats.token");
    }

    @Test
    void anOptionForOneLoginSetsAsideAnotherOfTheFile() throws IOException {
        Files.writeString(dir.resolve("auth.creds"), "");
        Path file = dir.resolve("gatehouse.yaml");
        Files.writeString(file, MINIMAL + "nats: {user: u, password: p}");

        GatehouseSettings settings = new SettingsLoader(environment, dir)
                .option("nats.creds", "-nats.creds", "auth.creds")
                .load(file);

        assertThat(settings.nats().login()).isEqualTo(new Login.Creds(dir.resolve("auth.creds")));
    }

    @Test
    void rejectsUnknownKeysWithANearName() {
        assertThat(problems(MINIMAL + "nats:\n  urls: nats://a\nacounts: {}\n"))
                .containsExactly(
                        "gatehouse.yaml:4:9: nats.urls: unknown key; did you mean url?",
                        "gatehouse.yaml:5:1: acounts: unknown key; did you mean accounts?");
    }

    @Test
    void listsTheKnownKeysWhenNoneIsNear() {
        assertThat(problems(MINIMAL + "log: {colour: red}\n"))
                .containsExactly("gatehouse.yaml:3:15: log.colour: unknown key; remove it, or use one of the known ones"
                        + " (format, level)");
    }

    @Test
    void rejectsKeysGivenTwice() {
        assertThat(problems(MINIMAL + "log:\n  level: info\n  level: warn\n"))
                .containsExactly("gatehouse.yaml:5:3: log.level: is given twice; remove one of the two");
    }

    @Test
    void saysEveryProblemAtOnce() {
        assertThat(problems("""
                        nats: {creds: nowhere.creds, reconnect_wait: soon, tls: {cert: AUTH.nk}}
                        callout: {workers: 0, budget: 2 s, queue: [1]}
                        log: {level: loud}
                        http: {listen: 99999}
                        """))
                .containsExactlyInAnyOrder(
                        "gatehouse.yaml:1:15: nats.creds: the file nowhere.creds: there is no such file",
                        "gatehouse.yaml:1:46: nats.reconnect_wait: 'soon' is not a duration; write a whole number and a"
                                + " unit, such as 1500ms, 2s or 1m",
                        "gatehouse.yaml:1:64: nats.tls.cert: AUTH.nk has no certificate in it (PEM, BEGIN CERTIFICATE)",
                        "gatehouse.yaml:1:64: nats.tls.cert: a certificate and its key go together; set nats.tls.key",
                        "gatehouse.yaml:1:1: issuer.seed: is missing; give the seed or key file of the account that issues"
                                + " the responses",
                        "gatehouse.yaml:1:1: directories: is missing; name one at least, as in directories: {users:"
                                + " {type: file, path: users.json}}",
                        "gatehouse.yaml:2:20: callout.workers: '0' is not a whole number between 1 and 1024",
                        "gatehouse.yaml:2:31: callout.budget: '2 s' is not a duration; write a whole number and a unit,"
                                + " such as 1500ms, 2s or 1m",
                        "gatehouse.yaml:2:43: callout.queue: is a list, where one value is wanted",
                        "gatehouse.yaml:3:14: log.level: 'loud' is unknown; use error, warn, info, debug or trace",
                        "gatehouse.yaml:4:16: http.listen: '99999' is not an address; write one such as 127.0.0.1:9464, or"
                                + " off");
    }

    @Test
    void saysWhatIsWrongWithTheCacheAndTheLimits() {
        assertThat(problems("""
                        issuer: {seed: AUTH.nk}
                        directories: {users: {type: file, path: users.json, cache: {jitter: 51}}}
                        cache: {ttl: 25h, negative_ttl: 11m, max_bytes: 32MB}
                        failures: {per_user: -1, per_source: many, window: 0s}
                        lookups: {max: 0}
                        """))
                .containsExactlyInAnyOrder(
                        "gatehouse.yaml:2:69: directories.users.cache.jitter: '51' is not a whole number between 0 and 50",
                        "gatehouse.yaml:3:14: cache.ttl: '25h' is not between 0s and 1d",
                        "gatehouse.yaml:3:33: cache.negative_ttl: '11m' is not between 0s and 10m",
                        "gatehouse.yaml:3:49: cache.max_bytes: '32MB' is not a size; write a whole number and a unit, such"
                                + " as 512KiB or 32MiB",
                        "gatehouse.yaml:4:22: failures.per_user: '-1' is not a whole number between 0 and 1000000",
                        "gatehouse.yaml:4:38: failures.per_source: 'many' is not a whole number between 0 and 1000000",
                        "gatehouse.yaml:4:52: failures.window: '0s' is not between 1s and 1d",
                        "gatehouse.yaml:5:16: lookups.max: '0' is not a whole number between 1 and 1000000");
        assertThat(problems(MINIMAL + "cache: {max_bytes: 1KiB}\n"))
                .containsExactly("gatehouse.yaml:3:20: cache.max_bytes: '1KiB' is not between 64KiB and 16GiB");
    }

    @Test
    void saysBounds() {
        assertThat(problems(MINIMAL + "callout: {budget: 2m}"))
                .containsExactly("gatehouse.yaml:3:19: callout.budget: '2m' is not between 10ms and 1m");
    }

    @Test
    void refusesABoundOfConfigModeInOperatorMode() {
        assertThat(problems(MINIMAL + "callout: {allowed_accounts: [APP1]}\naccounts: {APP1: {id: " + AUTH.publicKey()
                        + ", signing_key: AUTH.nk}}\n"))
                .containsExactly(
                        "gatehouse.yaml:3:29: callout.allowed_accounts: is for config mode; in operator mode users"
                                + " are placed only in the accounts of the section accounts: remove it");
    }

    @Test
    void refusesDotsForAKeyWithoutScope() {
        assertThat(problems(MINIMAL + "accounts: {APP1: {id: " + AUTH.publicKey()
                        + ", signing_key: AUTH.nk, allow_dots: true}}\n"))
                .singleElement()
                .asString()
                .contains("accounts.APP1.allow_dots: is for scoped keys, and this key is not");
    }

    @Test
    void refusesSessionsThatAreNone() {
        assertThat(problems(MINIMAL + "callout: {session: 0s}"))
                .containsExactly("gatehouse.yaml:3:20: callout.session: '0s' is not between 1s and 365d");
    }

    @Test
    void namesAMissingVariable() {
        assertThat(problems(MINIMAL + "nats: {token: '${NO_SUCH}'}\n"))
                .contains("gatehouse.yaml:3:15: nats.token: the environment variable NO_SUCH is not set; set it, or"
                        + " write the value itself");
    }

    @ParameterizedTest
    @CsvSource({
        "'xkey: {seed: ''${NO_SUCH}''}', 14, xkey.seed",
        "'nats: {url: ''${NO_SUCH}''}', 13, nats.url",
        "'callout: {budget: ''${NO_SUCH}''}', 19, callout.budget",
        "'accounts: {A: {id: ''${NO_SUCH}''}}', 20, accounts.A.id"
    })
    void whatFollowsFromAMissingVariableIsNotTold(String line, int column, String path) {
        assertThat(problems(MINIMAL + line + "\n"))
                .filteredOn(problem -> problem.contains(path))
                .containsExactly("gatehouse.yaml:3:" + column + ": " + path
                        + ": the environment variable NO_SUCH is not set; set it, or write the value itself");
    }

    @Test
    void neverRepeatsAMistypedSeed() {
        String mistyped = AUTH.seed().substring(0, 57) + "0";

        assertThat(problems(MINIMAL.replace("AUTH.nk", mistyped)))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("gatehouse.yaml:1:16: issuer.seed: ")
                        .contains("an account (A...)")
                        .doesNotContain(mistyped.substring(0, 20)));
        assertThat(problems(MINIMAL.replace("AUTH.nk", mistyped + "XX")))
                .singleElement()
                .satisfies(problem -> assertThat(problem).doesNotContain(mistyped.substring(0, 20)));
    }

    @Test
    void rejectsAKeyOfAnotherKind() {
        environment.put(
                "GATEHOUSE_ISSUER_SEED", SigningKey.generate(NkeyKind.USER).seed());

        assertThat(problems(MINIMAL))
                .containsExactly("environment variable GATEHOUSE_ISSUER_SEED: issuer.seed: is the key of a user (U...),"
                        + " where an account (A...) is wanted");
    }

    @Test
    void saysWhichKeyFileIsNotThere() {
        assertThat(problems(MINIMAL.replace("AUTH.nk", "keys/NO.nk")))
                .containsExactly("gatehouse.yaml:1:16: issuer.seed: no such key file: keys/NO.nk");
    }

    @Test
    void saysWhereAnAccountLacksItsKeys() {
        assertThat(problems(MINIMAL + "accounts:\n  APP1: {scoped: true}\n"))
                .containsExactly(
                        "gatehouse.yaml:4:3: accounts.APP1.id: is missing; write the account's public key (A...)",
                        "gatehouse.yaml:4:3: accounts.APP1.signing_key: is missing; give the account a signing key, or"
                                + " roles");
    }

    @Test
    void takesTheLoginOutOfAUrl() throws IOException {
        GatehouseSettings settings =
                load(MINIMAL + "nats: {url: ['nats://u:p%40ss@a', 'nats://b', 'nats://u:p%40ss@c']}");

        assertThat(settings.nats().servers()).hasToString("[nats://a:4222, nats://b:4222, nats://c:4222]");
        assertThat(settings.nats().login()).isInstanceOfSatisfying(Login.UserPassword.class, login -> {
            assertThat(login.user()).isEqualTo("u");
            assertThat(login.password().reveal()).isEqualTo("p@ss");
        });
        assertThat(settings.toString()).doesNotContain("p@ss", "p%40ss");
        assertThat(settings.secrets().stream().filter(SecretSource::literal).map(SecretSource::path))
                .containsExactly("nats.url");
    }

    @Test
    void aUrlFromTheEnvironmentIsNoSecretInTheFile() throws IOException {
        environment.put("URL", "nats://token@a");

        GatehouseSettings settings = load(MINIMAL + "nats: {url: '${URL}'}");

        assertThat(settings.nats().login())
                .isInstanceOfSatisfying(
                        Login.Token.class,
                        token -> assertThat(token.token().reveal()).isEqualTo("token"));
        assertThat(settings.secrets())
                .filteredOn(source -> source.path().equals("nats.url"))
                .singleElement()
                .satisfies(source -> assertThat(source.literal()).isFalse());
    }

    @Test
    void aUrlsLoginIsOneWayToLogIn() {
        assertThat(problems(MINIMAL + "nats: {url: 'nats://u:p@a', token: t}"))
                .containsExactly(
                        "gatehouse.yaml:3:36: nats.token: one way to log in is enough, and nats.url is given too;"
                                + " remove one of them");
        assertThat(problems(MINIMAL + "nats: {url: 'nats://u:first@a,nats://u:second@b'}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("gatehouse.yaml:3:13: nats.url: the servers' URLs bear different users")
                        .doesNotContain("first", "second"));
    }

    @Test
    void saysWhichServersUrlIsNone() {
        assertThat(problems(MINIMAL + "nats: {url: 'nats://a,http://foo'}"))
                .containsExactly(
                        "gatehouse.yaml:3:13: nats.url: server 2 of 2: a server's URL begins with nats://, tls://,"
                                + " ws:// or wss://");
        assertThat(problems(MINIMAL + "nats: {url: 'nats://a:99999'}"))
                .containsExactly("gatehouse.yaml:3:13: nats.url: the port is not a number from 1 to 65535");
    }

    @Test
    void aCommaOfAPasswordSplitsTheUrlAndIsNotShown() {
        assertThat(problems(MINIMAL + "nats: {url: 'nats://u:hush,hush@a:1'}"))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("nats.url").doesNotContain("hush"));
    }

    @Test
    void tlsFilesAreReadAtTheStart() throws IOException {
        Files.writeString(dir.resolve("ca.pem"), "no PEM");
        Files.writeString(dir.resolve("cert.pem"), SamplePem.certificate());
        Files.writeString(
                dir.resolve("rsa.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertThat(problems(MINIMAL + "nats: {tls: {ca: ca.pem, cert: cert.pem, key: rsa.key}}"))
                .containsExactly(
                        "gatehouse.yaml:3:18: nats.tls.ca: ca.pem has no certificate in it (PEM, BEGIN CERTIFICATE)",
                        "gatehouse.yaml:3:47: nats.tls.key: rsa.key has no PKCS#8 private key in it (BEGIN PRIVATE KEY);"
                                + " make one with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
    }

    @Test
    void aCertificateAndItsKeyAreOnePair() throws IOException {
        String settings = MINIMAL + "nats: {tls: {cert: cert.pem, key: a.key}}";
        Files.writeString(dir.resolve("cert.pem"), SamplePem.certificate());

        Files.writeString(dir.resolve("a.key"), SamplePem.newKey());
        assertThat(problems(settings))
                .containsExactly(
                        "gatehouse.yaml:3:35: nats.tls.key: a.key is not the key of the first certificate in cert.pem");

        Files.writeString(dir.resolve("a.key"), SamplePem.key());
        assertThat(load(settings).nats().tls().key()).isEqualTo(dir.resolve("a.key"));
    }

    @Test
    void theServersNameIsAName() {
        assertThat(problems(MINIMAL + "nats: {tls: {server_name: 'tls://a'}}"))
                .containsExactly("gatehouse.yaml:3:27: nats.tls.server_name: is neither a host name nor an IP address");
    }

    @Test
    void rejectsTwoWaysToLogIn() {
        assertThat(problems(MINIMAL + "nats: {token: a, user: b, password: c}"))
                .containsExactly("gatehouse.yaml:3:15: nats.token: one way to log in is enough, and nats.user is given"
                        + " too; remove one of them");
    }

    @Test
    void saysThatItIsNoYaml() {
        assertThat(problems("nats: {url: 'a\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("gatehouse.yaml:2:1: is not valid YAML: ")
                        .endsWith("; check indentation, quotes and colons"));
    }

    @Test
    void saysThatATemplateWantsQuotes() {
        assertThat(problems(MINIMAL + "rules:\n  a:\n    give:\n      account: {{name()}}\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("gatehouse.yaml:6:")
                        .contains("rules.a.give.account", "such as a template, is written in quotes"));
    }

    @Test
    void rejectsAliasBombs() {
        StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'm'; c++) {
            String last = "*" + (char) (c - 1);
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" {p: ")
                    .append(last)
                    .append(", q: ")
                    .append(last)
                    .append(", r: ")
                    .append(last)
                    .append(", s: ")
                    .append(last)
                    .append("}\n");
        }

        assertThat(problems(bomb.toString())).last().asString().contains("too many values");
    }

    @Test
    void rejectsAFileOfTheWrongShape() {
        assertThat(problems("- a\n- b\n"))
                .containsExactly("gatehouse.yaml:1:1: the file must hold keys and values, such as nats: {url: ...}");
    }

    @Test
    void saysThatTheFileIsNotThere() {
        SettingsLoader loader = new SettingsLoader(Map.of(), dir);

        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> loader.load(dir.resolve("no.yaml")));

        assertThat(thrown).hasMessageContaining("no.yaml: no such file").hasMessageContaining("gatehouse init");
    }

    @Test
    void warnsOfVariablesThatSetNothing() throws IOException {
        environment.put("GATEHOUSE_NATS_URLS", "nats://a");
        environment.put("GATEHOUSE_NATS_SERVER", "/usr/bin/nats-server");

        assertThat(load(MINIMAL).warnings())
                .filteredOn(warning -> warning.startsWith("the environment"))
                .containsExactly("the environment variable GATEHOUSE_NATS_URLS sets no key; did you mean"
                        + " GATEHOUSE_NATS_URL?");
    }

    @Test
    void warnsOfKeyFilesThatOthersMayUse() throws IOException {
        Path key = dir.resolve("AUTH.nk");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(load(MINIMAL).warnings())
                .containsExactly("the file " + key
                        + " holds a secret, and others than its owner may use it (rw-r-----):" + " chmod 600 " + key);

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(load(MINIMAL).warnings()).isEmpty();
    }

    @Test
    void masksSecretsInText() throws IOException {
        GatehouseSettings settings = load(MINIMAL + "nats: {token: my-secret-token}");

        assertThat(settings.toString()).doesNotContain("my-secret-token").doesNotContain(AUTH.seed());
    }
}
