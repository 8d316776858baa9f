package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admin.HttpSettings;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.pipeline.SignatureRule;
import io.gatehouse.policy.account.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every key's default, and that the file, the environment and an option set it, each stronger than the one before. */
class KeyMappingTest {
    private static final SigningKey ISSUER = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey OTHER = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey THIRD = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey USER = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey USER_2 = SigningKey.generate(NkeyKind.USER);
    private static final CurveKey XKEY = CurveKey.generate();
    private static final CurveKey XKEY_2 = CurveKey.generate();

    /** Two values of a key, what reads it from the settings, and the companions that it needs. */
    private record Case(
            String value,
            String other,
            @Nullable Object expected,
            @Nullable Object expectedOther,
            @Nullable Object byDefault,
            Function<GatehouseSettings, @Nullable Object> read,
            Map<String, String> companions) {}

    @TempDir
    private Path dir;

    private final Map<Key, Case> cases = new HashMap<>();

    private void text(
            Key key,
            String value,
            String other,
            @Nullable Object byDefault,
            Function<GatehouseSettings, @Nullable Object> read) {
        cases.put(key, new Case(value, other, value, other, byDefault, read, Map.of()));
    }

    private void put(
            Key key,
            String value,
            String other,
            @Nullable Object expected,
            @Nullable Object expectedOther,
            @Nullable Object byDefault,
            Function<GatehouseSettings, @Nullable Object> read,
            String... companions) {
        Map<String, String> more = new HashMap<>();
        for (int i = 0; i < companions.length; i += 2) {
            more.put(companions[i], companions[i + 1]);
        }
        cases.put(key, new Case(value, other, expected, expectedOther, byDefault, read, more));
    }

    private Path file(String name) throws IOException {
        Path file = dir.resolve(name);
        Files.writeString(file, name);
        return file;
    }

    @BeforeEach
    void fill() throws IOException {
        nats();
        tls();
        keys();
        accounts();
        rest();
    }

    private void nats() throws IOException {
        put(
                Key.NATS_URL,
                "nats://a,nats://b:1",
                "tls://c",
                "[nats://a:4222, nats://b:1]",
                "[tls://c:4222]",
                "[nats://127.0.0.1:4222]",
                s -> s.nats().servers().toString());
        put(
                Key.NATS_CREDS,
                file("a.creds").toString(),
                file("b.creds").toString(),
                dir.resolve("a.creds"),
                dir.resolve("b.creds"),
                null,
                s -> s.nats().login() instanceof Login.Creds c ? c.file() : null);
        put(Key.NATS_USER, "u1", "u2", "u1", "u2", null, KeyMappingTest::user, "nats.password", "p");
        put(Key.NATS_PASSWORD, "p1", "p2", "p1", "p2", null, KeyMappingTest::password, "nats.user", "u");
        put(
                Key.NATS_PASSWORD_FILE,
                file("f1").toString(),
                file("f2").toString(),
                "f1",
                "f2",
                null,
                KeyMappingTest::password,
                "nats.user",
                "u");
        put(
                Key.NATS_NKEY,
                USER.seed(),
                USER_2.seed(),
                USER.seed(),
                USER_2.seed(),
                null,
                s -> s.nats().login() instanceof Login.NkeySeed n ? n.seed().reveal() : null);
        put(Key.NATS_TOKEN, "t1", "t2", "t1", "t2", null, KeyMappingTest::token);
        put(Key.NATS_TOKEN_FILE, file("f3").toString(), file("f4").toString(), "f3", "f4", null, KeyMappingTest::token);
        text(Key.NATS_NAME, "one", "two", "gatehouse", s -> s.nats().name());
        text(Key.NATS_QUEUE_GROUP, "one", "two", "gatehouse", s -> s.nats().queueGroup());
        put(
                Key.NATS_CONNECT_TIMEOUT,
                "1s",
                "3s",
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                s -> s.nats().connectTimeout());
        put(
                Key.NATS_RECONNECT_WAIT,
                "50ms",
                "1s",
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                s -> s.nats().reconnectWait());
        put(
                Key.NATS_RECONNECT_MAX_WAIT,
                "10s",
                "1m",
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                s -> s.nats().reconnectMaxWait());
        put(
                Key.NATS_PING_INTERVAL,
                "1s",
                "1m",
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                s -> s.nats().pings().interval());
        put(Key.NATS_PING_MAX, "1", "5", 1, 5, 2, s -> s.nats().pings().max());
        put(Key.NATS_MICRO, "false", "true", false, true, true, s -> s.nats().micro());
        put(
                Key.NATS_SEND_BUFFER,
                "64KiB",
                "1MiB",
                64 << 10,
                1 << 20,
                256 << 10,
                s -> s.nats().sendBuffer());
    }

    private static @Nullable Object user(GatehouseSettings settings) {
        return settings.nats().login() instanceof Login.UserPassword login ? login.user() : null;
    }

    private static @Nullable Object password(GatehouseSettings settings) {
        return settings.nats().login() instanceof Login.UserPassword login
                ? login.password().reveal()
                : null;
    }

    private static @Nullable Object token(GatehouseSettings settings) {
        return settings.nats().login() instanceof Login.Token login
                ? login.token().reveal()
                : null;
    }

    /** A certificate and its key in one file. */
    private Path pem(String name) throws IOException {
        return Files.writeString(dir.resolve(name), SamplePem.certificate() + SamplePem.key());
    }

    private void tls() throws IOException {
        Path one = pem("one.pem");
        Path two = pem("two.pem");
        text(
                Key.NATS_TLS_SERVER_NAME,
                "a.example",
                "10.0.0.1",
                null,
                s -> s.nats().tls().serverName());
        put(
                Key.NATS_TLS_CA,
                one.toString(),
                two.toString(),
                one,
                two,
                null,
                s -> s.nats().tls().ca());
        put(
                Key.NATS_TLS_CERT,
                one.toString(),
                two.toString(),
                one,
                two,
                null,
                s -> s.nats().tls().cert(),
                "nats.tls.key",
                one.toString());
        put(
                Key.NATS_TLS_KEY,
                one.toString(),
                two.toString(),
                one,
                two,
                null,
                s -> s.nats().tls().key(),
                "nats.tls.cert",
                one.toString());
        put(
                Key.NATS_TLS_FIRST,
                "true",
                "false",
                true,
                false,
                false,
                s -> s.nats().tls().first());
    }

    private void keys() {
        put(
                Key.ISSUER_SEED,
                OTHER.seed(),
                THIRD.seed(),
                OTHER.publicKey(),
                THIRD.publicKey(),
                ISSUER.publicKey(),
                s -> s.issuer().publicKey());
        put(
                Key.ISSUER_ACCOUNT,
                OTHER.publicKey().text(),
                THIRD.publicKey().text(),
                OTHER.publicKey(),
                THIRD.publicKey(),
                null,
                GatehouseSettings::issuerAccount);
        put(
                Key.XKEY_SEED,
                XKEY.seed(),
                XKEY_2.seed(),
                XKEY.publicKey(),
                XKEY_2.publicKey(),
                null,
                s -> s.xkey() == null ? null : s.xkey().publicKey());
    }

    private void accounts() {
        String one = OTHER.publicKey() + ":" + OTHER.seed();
        String two = THIRD.publicKey() + ":" + THIRD.seed();
        put(
                Key.ACCOUNTS,
                one,
                two,
                OTHER.publicKey(),
                THIRD.publicKey(),
                null,
                s -> s.accounts().values().stream()
                        .map(Account.Keyed::id)
                        .findFirst()
                        .orElse(null));
        put(
                Key.ACCOUNTS_ID,
                OTHER.publicKey().text(),
                THIRD.publicKey().text(),
                OTHER.publicKey(),
                THIRD.publicKey(),
                null,
                s -> app(s) == null ? null : app(s).id(),
                "accounts.APP.signing_key",
                ISSUER.seed());
        put(
                Key.ACCOUNTS_SIGNING_KEY,
                OTHER.seed(),
                THIRD.seed(),
                OTHER.publicKey(),
                THIRD.publicKey(),
                null,
                s -> app(s) == null ? null : key(s).signer().publicKey(),
                "accounts.APP.id",
                ISSUER.publicKey().text());
        put(
                Key.ACCOUNTS_SCOPED,
                "true",
                "false",
                true,
                false,
                null,
                s -> app(s) == null ? null : key(s).scoped(),
                "accounts.APP.id",
                ISSUER.publicKey().text(),
                "accounts.APP.signing_key",
                ISSUER.seed());
        put(
                Key.ACCOUNTS_ALLOW_DOTS,
                "true",
                "false",
                true,
                false,
                null,
                s -> app(s) == null ? null : key(s).allowDots(),
                "accounts.APP.id",
                ISSUER.publicKey().text(),
                "accounts.APP.signing_key",
                ISSUER.seed(),
                "accounts.APP.scoped",
                "true");
        put(
                Key.ACCOUNTS_ROLES_ALLOW_DOTS,
                "true",
                "false",
                true,
                false,
                null,
                s -> app(s) == null
                        ? null
                        : Objects.requireNonNull(app(s).roles().get("ROLE")).allowDots(),
                "accounts.APP.id",
                ISSUER.publicKey().text(),
                "accounts.APP.roles.ROLE.signing_key",
                ISSUER.seed());
        put(
                Key.ACCOUNTS_ROLES_SIGNING_KEY,
                OTHER.seed(),
                THIRD.seed(),
                OTHER.publicKey(),
                THIRD.publicKey(),
                null,
                s -> app(s) == null
                        ? null
                        : Objects.requireNonNull(app(s).roles().get("ROLE"))
                                .signer()
                                .publicKey(),
                "accounts.APP.id",
                ISSUER.publicKey().text());
    }

    @SuppressWarnings("NullAway")
    private static Account.Key key(GatehouseSettings settings) {
        return app(settings).key();
    }

    @SuppressWarnings("NullAway")
    private static Account.Keyed app(GatehouseSettings settings) {
        return settings.accounts().get("APP");
    }

    private void lookups() {
        put(
                Key.INSTANCE,
                "gate-1",
                "gate_2",
                "gate-1",
                "gate_2",
                "derived",
                s -> s.instance().matches("[\\w-]+-[0-9a-z]{6}") ? "derived" : s.instance());
        duration(Key.DIRECTORY_CACHE_TTL, "0s", "1h", Duration.ofMinutes(5), s -> cache(s).ttl());
        duration(Key.DIRECTORY_CACHE_NEGATIVE_TTL, "0s", "1m", Duration.ofSeconds(5), s -> cache(s).negativeTtl());
        number(Key.DIRECTORY_CACHE_JITTER, 0, 50, 10, s -> cache(s).jitter());
        put(Key.DIRECTORY_CACHE_MAX_BYTES, "64KiB", "1GiB", 64L << 10, 1L << 30, 32L << 20, s -> cache(s).maxBytes());
        number(
                Key.DIRECTORY_FAILURES_PER_USER_AND_SOURCE,
                0,
                5,
                20,
                s -> failures(s).perUserAndSource());
        number(Key.DIRECTORY_FAILURES_PER_USER, 0, 5, 200, s -> failures(s).perUser());
        number(
                Key.DIRECTORY_FAILURES_PER_SOURCE,
                0,
                5,
                FailureSettings.DERIVED,
                s -> failures(s).perSource());
        duration(
                Key.DIRECTORY_FAILURES_WINDOW,
                "1s",
                "1h",
                Duration.ofMinutes(1),
                s -> failures(s).window());
        number(Key.DIRECTORY_LOOKUPS, 1, 5, 1024, s -> s.lookups().lookups());
        duration(
                Key.DIRECTORY_LOOKUP_TIMEOUT,
                "1s",
                "3s",
                Duration.ofSeconds(2),
                s -> s.lookups().lookupTimeout());
        number(Key.DIRECTORY_HASHES_PER_SOURCE, 1, 5, 2, s -> s.lookups().hashesPerSource());
        put(
                Key.CALLOUT_PENDING_BYTES,
                "1MiB",
                "1GiB",
                1L << 20,
                1L << 30,
                PipelineSettings.defaultPendingBytes(),
                s -> s.pipeline().pendingBytes());
    }

    private static CacheSettings cache(GatehouseSettings settings) {
        return settings.lookups().cache();
    }

    private static FailureSettings failures(GatehouseSettings settings) {
        return settings.lookups().failures();
    }

    private void number(
            Key key, int value, int other, int byDefault, Function<GatehouseSettings, @Nullable Object> read) {
        put(key, Integer.toString(value), Integer.toString(other), value, other, byDefault, read);
    }

    private void duration(
            Key key,
            String value,
            String other,
            Duration byDefault,
            Function<GatehouseSettings, @Nullable Object> read) {
        put(
                key,
                value,
                other,
                Objects.requireNonNull(Durations.parse(value)),
                Objects.requireNonNull(Durations.parse(other)),
                byDefault,
                read);
    }

    private void rest() throws IOException {
        Path users = file("users.json");
        put(
                Key.DIRECTORY_FILE_PATH,
                dir.resolve("u1").toString(),
                dir.resolve("u2").toString(),
                dir.resolve("u1"),
                dir.resolve("u2"),
                users,
                s -> s.directory().path());
        put(
                Key.DIRECTORY_FILE_LAST_GOOD,
                "/var/lib/gatehouse/users.json",
                "/srv/users.json",
                Path.of("/var/lib/gatehouse/users.json"),
                Path.of("/srv/users.json"),
                null,
                s -> s.directory().lastGood());
        put(
                Key.DIRECTORY_FILE_RELOAD,
                "5s",
                "1m",
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                s -> s.directory().reload());
        put(
                Key.DIRECTORY_FILE_HASHING_THREADS,
                "3",
                "5",
                3,
                5,
                HashingSettings.defaultThreads(),
                s -> s.directory().hashing().threads());
        put(
                Key.DIRECTORY_FILE_HASHING_QUEUE,
                "3",
                "5",
                3,
                5,
                256,
                s -> s.directory().hashing().queue());
        lookups();
        put(
                Key.CALLOUT_BUDGET,
                "1s",
                "2s",
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofMillis(1500),
                s -> s.pipeline().budget());
        put(
                Key.CALLOUT_CLOCK_DRIFT,
                "1s",
                "0s",
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofSeconds(5),
                s -> s.pipeline().clockDrift());
        put(
                Key.CALLOUT_WORKERS,
                "3",
                "5",
                3,
                5,
                PipelineSettings.ONE_A_CORE,
                s -> s.pipeline().workers());
        put(
                Key.CALLOUT_SESSION,
                "1h",
                "365d",
                Duration.ofHours(1),
                Duration.ofDays(365),
                null,
                s -> s.policy().sessions().longest());
        put(
                Key.CALLOUT_ALLOWED_ACCOUNTS,
                "APP1,$SYS",
                "*",
                List.of("APP1", "$SYS"),
                List.of("*"),
                List.of(),
                s -> s.policy().allowedAccounts());
        put(Key.CALLOUT_QUEUE, "3", "5", 3, 5, 4096, s -> s.pipeline().queueCapacity());
        put(
                Key.CALLOUT_SIGNATURES,
                "every_request",
                "per_server",
                SignatureRule.EVERY_REQUEST,
                SignatureRule.PER_SERVER,
                SignatureRule.PER_SERVER,
                s -> s.pipeline().signatures());
        put(
                Key.CALLOUT_REHEARSAL,
                "1s",
                "0s",
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofMillis(500),
                s -> s.pipeline().warmup());
        put(
                Key.DIRECTORY_SINGLE_FLIGHT,
                "false",
                "true",
                false,
                true,
                true,
                s -> s.lookups().singleFlight());
        put(
                Key.CALLOUT_OVERLOAD_ADAPTIVE_LIFO,
                "false",
                "true",
                false,
                true,
                true,
                s -> s.pipeline().discipline().adaptiveLifo());
        put(
                Key.CALLOUT_OVERLOAD_TARGET,
                "10ms",
                "1s",
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                Duration.ofMillis(5),
                s -> s.pipeline().discipline().target());
        put(
                Key.CALLOUT_OVERLOAD_MAX_WAIT,
                "10ms",
                "1s",
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                Duration.ofMillis(300),
                s -> s.pipeline().discipline().maxWait());
        put(
                Key.CALLOUT_OVERLOAD_INTERVAL,
                "10ms",
                "1s",
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                s -> s.pipeline().discipline().interval());
        put(
                Key.HTTP_LISTEN,
                "off",
                "[::1]:80",
                null,
                new HttpSettings("::1", 80),
                HttpSettings.DEFAULT,
                GatehouseSettings::http);
        put(
                Key.LOG_LEVEL,
                "debug",
                "warn",
                LogSettings.Level.DEBUG,
                LogSettings.Level.WARN,
                LogSettings.Level.INFO,
                s -> s.log().level());
        put(
                Key.LOG_FORMAT,
                "json",
                "text",
                LogSettings.Format.JSON,
                LogSettings.Format.TEXT,
                LogSettings.Format.TEXT,
                s -> s.log().format());
        put(
                Key.CHECK_SERVER_CONF,
                dir.resolve("a").toString(),
                dir.resolve("b").toString(),
                dir.resolve("a"),
                dir.resolve("b"),
                null,
                s -> s.check().serverConf());
        put(
                Key.CHECK_SYS_CREDS,
                dir.resolve("a").toString(),
                dir.resolve("b").toString(),
                dir.resolve("a"),
                dir.resolve("b"),
                null,
                s -> s.check().sysCreds());
        put(
                Key.CHECK_SENTINEL_CREDS,
                dir.resolve("a").toString(),
                dir.resolve("b").toString(),
                dir.resolve("a"),
                dir.resolve("b"),
                null,
                s -> s.check().sentinelCreds());
        put(
                Key.CHECK_ACCOUNT_JWTS,
                dir.resolve("a") + "," + dir.resolve("b"),
                dir.resolve("c").toString(),
                List.of(dir.resolve("a"), dir.resolve("b")),
                List.of(dir.resolve("c")),
                List.of(),
                s -> s.check().accountJwts());
    }

    @Test
    void everyKeyHasACase() {
        assertThat(cases).containsOnlyKeys(Key.values());
    }

    @ParameterizedTest
    @EnumSource
    void hasItsDefault(Key key) throws IOException {
        assertThat(one(key).read().apply(loader(Map.of()).load(base(Map.of())))).isEqualTo(one(key).byDefault());
    }

    /** In the file, accounts are a section, told by its keys. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACCOUNTS")
    void isSetByTheFile(Key key) throws IOException {
        Case one = one(key);
        Map<String, String> values = with(one.companions(), path(key), one.value());

        assertThat(one.read().apply(loader(Map.of()).load(base(values)))).isEqualTo(one.expected());
    }

    @ParameterizedTest
    @EnumSource
    void isSetByTheEnvironmentOverTheFile(Key key) throws IOException {
        Case one = one(key);
        Map<String, String> values =
                key == Key.ACCOUNTS ? one.companions() : with(one.companions(), path(key), one.value());
        Map<String, String> environment = Map.of(Key.variable(List.of(path(key).split("\\."))), one.other());

        assertThat(one.read().apply(loader(environment).load(base(values)))).isEqualTo(one.expectedOther());
    }

    @ParameterizedTest
    @EnumSource
    void isSetByAnOptionOverTheEnvironment(Key key) throws IOException {
        Case one = one(key);
        Map<String, String> environment = Map.of(Key.variable(List.of(path(key).split("\\."))), one.other());
        GatehouseSettings settings =
                loader(environment).set(path(key), one.value()).load(base(one.companions()));

        assertThat(one.read().apply(settings)).isEqualTo(one.expected());
    }

    private Case one(Key key) {
        return Objects.requireNonNull(cases.get(key));
    }

    private static String path(Key key) {
        return key.path().replace("accounts.*", "accounts.APP").replace("roles.*", "roles.ROLE");
    }

    private SettingsLoader loader(Map<String, String> environment) {
        return new SettingsLoader(environment, dir);
    }

    private static Map<String, String> with(Map<String, String> values, String path, String value) {
        Map<String, String> more = new HashMap<>(values);
        more.put(path, value);
        return more;
    }

    /** A file with the least that is needed and these values, written as nested flow mappings. */
    private Path base(Map<String, String> values) throws IOException {
        Map<String, String> all = new HashMap<>(values);
        all.putIfAbsent("issuer.seed", ISSUER.seed());
        all.putIfAbsent("directory.file.path", "users.json");
        Path file = dir.resolve("gatehouse.yaml");
        Files.writeString(file, Yaml.nested(all));
        return file;
    }
}
