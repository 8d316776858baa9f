package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admin.HttpSettings;
import io.gatehouse.audit.AuditTarget;
import io.gatehouse.audit.HashedField;
import io.gatehouse.audit.sink.FileSinkSettings;
import io.gatehouse.config.Section;
import io.gatehouse.config.Section.Placed;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.directory.chain.NameSettings;
import io.gatehouse.directory.file.FileDirectorySettings;
import io.gatehouse.directory.file.FileDirectoryType;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.directory.guard.backend.GuardSettings;
import io.gatehouse.directory.shared.SharedCacheSettings;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.pipeline.SignatureRule;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.template.ValueHandling;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.revocation.RevocationSettings;
import io.gatehouse.service.types.DirectoryTypes;
import io.gatehouse.tls.ServerFiles;
import io.gatehouse.tracing.TraceCompression;
import io.gatehouse.tracing.TracingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key's default, and that the file, the environment and an option set it, each stronger than the one before. */
@Tag("heavy")
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

    private final Map<String, Case> cases = new HashMap<>();

    private void text(
            String key,
            String value,
            String other,
            @Nullable Object byDefault,
            Function<GatehouseSettings, @Nullable Object> read) {
        cases.put(key, new Case(value, other, value, other, byDefault, read, Map.of()));
    }

    /** A key that names a file and has no default. */
    private void putFile(String key, Function<GatehouseSettings, @Nullable Object> read) {
        Path a = dir.resolve("a");
        Path b = dir.resolve("b");
        put(key, a.toString(), b.toString(), a, b, null, read);
    }

    private void put(
            String key,
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
        audit();
        tracing();
        directories();
        rules();
    }

    private void nats() throws IOException {
        put(
                "nats.url",
                "nats://a,nats://b:1",
                "tls://c",
                "[nats://a:4222, nats://b:1]",
                "[tls://c:4222]",
                "[nats://127.0.0.1:4222]",
                s -> s.nats().servers().toString());
        put(
                "nats.creds",
                file("a.creds").toString(),
                file("b.creds").toString(),
                dir.resolve("a.creds"),
                dir.resolve("b.creds"),
                null,
                s -> s.nats().login() instanceof Login.Creds c ? c.file() : null);
        put("nats.user", "u1", "u2", "u1", "u2", null, KeyMappingTest::user, "nats.password", "p");
        put("nats.password", "p1", "p2", "p1", "p2", null, KeyMappingTest::password, "nats.user", "u");
        put(
                "nats.password_file",
                file("f1").toString(),
                file("f2").toString(),
                "f1",
                "f2",
                null,
                KeyMappingTest::password,
                "nats.user",
                "u");
        put(
                "nats.nkey",
                USER.seed(),
                USER_2.seed(),
                USER.seed(),
                USER_2.seed(),
                null,
                s -> s.nats().login() instanceof Login.NkeySeed n ? n.seed().reveal() : null);
        put("nats.token", "t1", "t2", "t1", "t2", null, KeyMappingTest::token);
        put("nats.token_file", file("f3").toString(), file("f4").toString(), "f3", "f4", null, KeyMappingTest::token);
        text("nats.name", "one", "two", "gatehouse", s -> s.nats().name());
        text("nats.queue_group", "one", "two", "gatehouse", s -> s.nats().queueGroup());
        put(
                "nats.connect_timeout",
                "1s",
                "3s",
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                s -> s.nats().connectTimeout());
        put(
                "nats.reconnect_wait",
                "50ms",
                "1s",
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                s -> s.nats().reconnectWait());
        put(
                "nats.reconnect_max_wait",
                "10s",
                "1m",
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                s -> s.nats().reconnectMaxWait());
        put(
                "nats.ping_interval",
                "1s",
                "1m",
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                s -> s.nats().pings().interval());
        put("nats.ping_max", "1", "5", 1, 5, 2, s -> s.nats().pings().max());
        put("nats.micro", "false", "true", false, true, true, s -> s.nats().micro());
        put(
                "nats.send_buffer",
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
                "nats.tls.server_name",
                "a.example",
                "10.0.0.1",
                null,
                s -> s.nats().tls().serverName());
        put(
                "nats.tls.ca",
                one.toString(),
                two.toString(),
                one,
                two,
                null,
                s -> s.nats().tls().ca());
        put(
                "nats.tls.cert",
                one.toString(),
                two.toString(),
                one,
                two,
                null,
                s -> s.nats().tls().cert(),
                "nats.tls.key",
                one.toString());
        put(
                "nats.tls.key",
                one.toString(),
                two.toString(),
                one,
                two,
                null,
                s -> s.nats().tls().key(),
                "nats.tls.cert",
                one.toString());
        put(
                "nats.tls.first",
                "true",
                "false",
                true,
                false,
                false,
                s -> s.nats().tls().first());
    }

    private void keys() {
        put(
                "issuer.seed",
                OTHER.seed(),
                THIRD.seed(),
                OTHER.publicKey(),
                THIRD.publicKey(),
                ISSUER.publicKey(),
                s -> s.issuer().publicKey());
        put(
                "issuer.account",
                OTHER.publicKey().text(),
                THIRD.publicKey().text(),
                OTHER.publicKey(),
                THIRD.publicKey(),
                null,
                GatehouseSettings::issuerAccount);
        put(
                "xkey.seed",
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
                "accounts",
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
                "accounts.APP.id",
                OTHER.publicKey().text(),
                THIRD.publicKey().text(),
                OTHER.publicKey(),
                THIRD.publicKey(),
                null,
                s -> app(s) == null ? null : app(s).id(),
                "accounts.APP.signing_key",
                ISSUER.seed());
        put(
                "accounts.APP.signing_key",
                OTHER.seed(),
                THIRD.seed(),
                OTHER.publicKey(),
                THIRD.publicKey(),
                null,
                s -> app(s) == null ? null : key(s).signer().publicKey(),
                "accounts.APP.id",
                ISSUER.publicKey().text());
        put(
                "accounts.APP.scoped",
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
                "accounts.APP.allow_dots",
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
                "accounts.APP.roles.ROLE.allow_dots",
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
                "accounts.APP.roles.ROLE.signing_key",
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

    private void lookups() throws IOException {
        put(
                "instance",
                "gate-1",
                "gate_2",
                "gate-1",
                "gate_2",
                "derived",
                s -> s.instance().matches("[\\w-]+-[0-9a-z]{6}") ? "derived" : s.instance());
        duration("cache.ttl", "0s", "1h", Duration.ofMinutes(5), s -> cache(s).ttl());
        duration("cache.negative_ttl", "0s", "1m", Duration.ofSeconds(5), s -> cache(s).negativeTtl());
        number("cache.jitter", 0, 50, 10, s -> cache(s).jitter());
        put("cache.max_bytes", "64KiB", "1GiB", 64L << 10, 1L << 30, 32L << 20, s -> cache(s).maxBytes());
        put(
                "cache.shared.bucket",
                "B1",
                "B2",
                "B1",
                "B2",
                null,
                s -> shared(s, SharedCacheSettings::bucket),
                "cache.shared.secret",
                "s".repeat(32));
        put(
                "cache.shared.secret",
                "1".repeat(32),
                "2".repeat(32),
                "1".repeat(32),
                "2".repeat(32),
                null,
                s -> shared(s, one -> one.secret().reveal()),
                "cache.shared.bucket",
                "B");
        put(
                "cache.shared.secret_file",
                file("1".repeat(32)).toString(),
                file("2".repeat(32)).toString(),
                "1".repeat(32),
                "2".repeat(32),
                null,
                s -> shared(s, one -> one.secret().reveal()),
                "cache.shared.bucket",
                "B");
        put(
                "cache.shared.timeout",
                "1ms",
                "1s",
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                null,
                s -> shared(s, SharedCacheSettings::timeout),
                "cache.shared.bucket",
                "B",
                "cache.shared.secret",
                "s".repeat(32));
        revocation();
        number("failures.per_user_and_source", 0, 5, 20, s -> failures(s).perUserAndSource());
        number("failures.per_user", 0, 5, 200, s -> failures(s).perUser());
        number(
                "failures.per_source",
                0,
                5,
                FailureSettings.DERIVED,
                s -> failures(s).perSource());
        duration(
                "failures.window",
                "1s",
                "1h",
                Duration.ofMinutes(1),
                s -> failures(s).window());
        number("lookups.max", 1, 5, 1024, s -> s.lookups().lookups());
        duration(
                "lookups.timeout",
                "1s",
                "3s",
                Duration.ofSeconds(2),
                s -> s.lookups().lookupTimeout());
        guard("guard", s -> s.lookups().guard());
        guard("directories.users.guard", s -> s.directories().get(0).guard());
        number("passwords.per_source", 1, 5, 2, s -> s.lookups().hashesPerSource());
        put(
                "callout.pending_bytes",
                "1MiB",
                "1GiB",
                1L << 20,
                1L << 30,
                PipelineSettings.defaultPendingBytes(),
                s -> s.pipeline().pendingBytes());
    }

    private void audit() throws IOException {
        put(
                "audit.to",
                "stdout",
                "stream",
                AuditTarget.STDOUT,
                AuditTarget.STREAM,
                AuditTarget.NONE,
                s -> s.audit().to());
        put(
                "audit.required",
                "true",
                "false",
                true,
                false,
                false,
                s -> s.audit().required(),
                "audit.to",
                "stdout");
        put(
                "audit.queue",
                "64KiB",
                "1GiB",
                64L << 10,
                1L << 30,
                16L << 20,
                s -> s.audit().queueBytes());
        String one = "1".repeat(32);
        String two = "2".repeat(32);
        put("audit.hmac_key", one, two, one, two, null, KeyMappingTest::auditKey);
        put(
                "audit.hmac_key_file",
                file(one).toString(),
                file(two).toString(),
                one,
                two,
                null,
                KeyMappingTest::auditKey);
        put(
                "audit.hmac",
                "user",
                "host,client",
                Set.of(HashedField.USER),
                Set.of(HashedField.HOST, HashedField.CLIENT),
                Set.of(),
                s -> s.audit().hashed(),
                "audit.hmac_key",
                one);
        put("audit.claims", "true", "false", true, false, false, s -> s.audit().claims());
        putFile("audit.file.path", s -> auditFile(s, FileSinkSettings::path));
        auditFile("max_size", "4KiB", "1GiB", 4L << 10, 1L << 30, s -> auditFile(s, FileSinkSettings::maxSize));
        Duration hour = Duration.ofHours(1);
        auditFile("max_age", "0s", "1h", Duration.ZERO, hour, s -> auditFile(s, FileSinkSettings::maxAge));
        auditFile("max_files", "1", "5", 1, 5, s -> auditFile(s, FileSinkSettings::maxFiles));
        text(
                "audit.stream.subject",
                "a",
                "b.c",
                "gatehouse.audit",
                s -> s.audit().stream().subject());
        duration(
                "audit.stream.timeout",
                "1s",
                "3s",
                Duration.ofSeconds(2),
                s -> s.audit().stream().timeout());
    }

    private void auditFile(
            String key,
            String value,
            String other,
            Object expected,
            Object expectedOther,
            Function<GatehouseSettings, @Nullable Object> read) {
        put("audit.file." + key, value, other, expected, expectedOther, null, read, "audit.file.path", "a");
    }

    private static @Nullable Object auditFile(
            GatehouseSettings settings, Function<FileSinkSettings, @Nullable Object> read) {
        FileSinkSettings file = settings.audit().file();
        return file == null ? null : read.apply(file);
    }

    private static @Nullable Object auditKey(GatehouseSettings settings) {
        Secret key = settings.audit().key();
        return key == null ? null : key.reveal();
    }

    private void guard(String section, Function<GatehouseSettings, GuardSettings> guard) {
        String key = section + ".";
        number(key + "failure_rate_threshold", 1, 100, 50, s -> guard.apply(s).failureRate());
        number(key + "sliding_window_size", 1, 100, 20, s -> guard.apply(s).window());
        number(key + "minimum_number_of_calls", 1, 100, 10, s -> guard.apply(s).minimum());
        Duration half = Duration.ofMillis(500);
        duration(key + "probe_interval", "1s", "2s", half, s -> guard.apply(s).probeInterval());
        Duration second = Duration.ofSeconds(1);
        duration(key + "probe_timeout", "2s", "3s", second, s -> guard.apply(s).probeTimeout());
        Duration most = Duration.ofSeconds(30);
        duration(
                key + "max_probe_interval",
                "1s",
                "1m",
                most,
                s -> guard.apply(s).maxProbeInterval());
        number(key + "max_retries", 0, 1, 1, s -> guard.apply(s).retries());
        Duration quarter = Duration.ofMillis(250);
        duration(key + "failure_ttl", "0s", "1s", quarter, s -> guard.apply(s).failureTtl());
        duration(key + "stale", "1s", "1h", Duration.ZERO, s -> guard.apply(s).stale());
    }

    private static CacheSettings cache(GatehouseSettings settings) {
        return settings.lookups().cache();
    }

    private static FailureSettings failures(GatehouseSettings settings) {
        return settings.lookups().failures();
    }

    private void number(
            String key, int value, int other, int byDefault, Function<GatehouseSettings, @Nullable Object> read) {
        put(key, Integer.toString(value), Integer.toString(other), value, other, byDefault, read);
    }

    private void duration(
            String key,
            String value,
            String other,
            Duration byDefault,
            Function<GatehouseSettings, @Nullable Object> read) {
        put(key, value, other, Duration.parse("PT" + value), Duration.parse("PT" + other), byDefault, read);
    }

    private void rest() throws IOException {
        Path users = file("users.json");
        put(
                "directories.users.path",
                dir.resolve("u1").toString(),
                dir.resolve("u2").toString(),
                dir.resolve("u1"),
                dir.resolve("u2"),
                users,
                s -> s.usersFiles().get(0));
        put(
                "directories.users.last_good",
                "/var/lib/gatehouse/users.json",
                "/srv/users.json",
                Path.of("/var/lib/gatehouse/users.json"),
                Path.of("/srv/users.json"),
                null,
                s -> file(s).lastGood());
        put(
                "directories.users.reload",
                "5s",
                "1m",
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                s -> file(s).reload());
        put(
                "passwords.threads",
                "3",
                "5",
                3,
                5,
                HashingSettings.defaultThreads(),
                s -> s.passwords().threads());
        put("passwords.queue", "3", "5", 3, 5, 256, s -> s.passwords().queue());
        lookups();
        put(
                "callout.budget",
                "1s",
                "2s",
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofMillis(1500),
                s -> s.pipeline().budget());
        put(
                "callout.clock_drift",
                "1s",
                "0s",
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofSeconds(5),
                s -> s.pipeline().clockDrift());
        put(
                "callout.workers",
                "3",
                "5",
                3,
                5,
                PipelineSettings.ONE_A_CORE,
                s -> s.pipeline().workers());
        put(
                "callout.session",
                "1h",
                "365d",
                Duration.ofHours(1),
                Duration.ofDays(365),
                null,
                s -> s.policy().sessions().longest());
        put(
                "callout.allowed_accounts",
                "APP1,$SYS",
                "*",
                List.of("APP1", "$SYS"),
                List.of("*"),
                List.of(),
                s -> s.policy().allowedAccounts());
        put(
                "callout.template_values",
                "encode",
                "refuse",
                ValueHandling.ENCODE,
                ValueHandling.REFUSE,
                ValueHandling.REFUSE,
                s -> s.policy().templateValues());
        put("callout.queue", "3", "5", 3, 5, 4096, s -> s.pipeline().queueCapacity());
        put(
                "callout.signatures",
                "every_request",
                "per_server",
                SignatureRule.EVERY_REQUEST,
                SignatureRule.PER_SERVER,
                SignatureRule.PER_SERVER,
                s -> s.pipeline().signatures());
        put(
                "callout.warmup",
                "1s",
                "0s",
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofMillis(500),
                s -> s.pipeline().warmup());
        put(
                "lookups.single_flight",
                "false",
                "true",
                false,
                true,
                true,
                s -> s.lookups().singleFlight());
        put(
                "callout.overload.adaptive_lifo",
                "false",
                "true",
                false,
                true,
                true,
                s -> s.pipeline().discipline().adaptiveLifo());
        put(
                "callout.overload.target",
                "10ms",
                "1s",
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                Duration.ofMillis(5),
                s -> s.pipeline().discipline().target());
        put(
                "callout.overload.max_wait",
                "10ms",
                "1s",
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                Duration.ofMillis(300),
                s -> s.pipeline().discipline().maxWait());
        put(
                "callout.overload.interval",
                "10ms",
                "1s",
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                s -> s.pipeline().discipline().interval());
        put(
                "http.listen",
                "off",
                "[::1]:80",
                null,
                new HttpSettings("::1", 80),
                HttpSettings.DEFAULT,
                GatehouseSettings::http);
        put(
                "http.admin_token",
                "a-token-of-16-and-more",
                "another-token-of-16-and-more",
                "a-token-of-16-and-more",
                "another-token-of-16-and-more",
                null,
                KeyMappingTest::adminToken);
        put(
                "http.admin_token_file",
                file("a-token-of-16-and-more").toString(),
                file("b-token-of-16-and-more").toString(),
                "a-token-of-16-and-more",
                "b-token-of-16-and-more",
                null,
                KeyMappingTest::adminToken);
        put(
                "http.admin_listen",
                "127.0.0.1:1",
                "[::1]:2",
                new HttpSettings("127.0.0.1", 1),
                new HttpSettings("::1", 2),
                new HttpSettings("127.0.0.1", 9465),
                settings -> settings.admin().listen(),
                "http.admin_token",
                "a-token-of-16-and-more");
        Path certificate = pem("admin-one.pem");
        Path other = pem("admin-two.pem");
        put(
                "http.admin_tls.cert",
                certificate.toString(),
                other.toString(),
                certificate,
                other,
                null,
                settings -> adminTls(settings, ServerFiles::cert),
                "http.admin_tls.key",
                certificate.toString(),
                "http.admin_token",
                "a-token-of-16-and-more");
        put(
                "http.admin_tls.key",
                certificate.toString(),
                other.toString(),
                certificate,
                other,
                null,
                settings -> adminTls(settings, ServerFiles::key),
                "http.admin_tls.cert",
                certificate.toString(),
                "http.admin_token",
                "a-token-of-16-and-more");
        put(
                "http.admin_hosts",
                "a.example.com,b",
                "c",
                List.of("a.example.com", "b"),
                List.of("c"),
                List.of(),
                settings -> settings.admin().hosts());
        put(
                "config.reload",
                "0s",
                "2m",
                Duration.ZERO,
                Duration.ofMinutes(2),
                Duration.ofSeconds(1),
                GatehouseSettings::reload);
        put(
                "log.level",
                "debug",
                "warn",
                LogSettings.Level.DEBUG,
                LogSettings.Level.WARN,
                LogSettings.Level.INFO,
                s -> s.log().level());
        put(
                "log.format",
                "json",
                "text",
                LogSettings.Format.JSON,
                LogSettings.Format.TEXT,
                LogSettings.Format.TEXT,
                s -> s.log().format());
        putFile("check.server_conf", s -> s.check().serverConf());
        putFile("check.sys_creds", s -> s.check().sysCreds());
        putFile("check.sentinel_creds", s -> s.check().sentinelCreds());
        put(
                "check.account_jwts",
                dir.resolve("a") + "," + dir.resolve("b"),
                dir.resolve("c").toString(),
                List.of(dir.resolve("a"), dir.resolve("b")),
                List.of(dir.resolve("c")),
                List.of(),
                s -> s.check().accountJwts());
    }

    private void directories() {
        text(
                "directories.users.type",
                "file",
                "file",
                "file",
                s -> s.directories().get(0).type().type());
        put(
                "callout.directory_order",
                "users",
                "users",
                List.of("users"),
                List.of("users"),
                List.of("users"),
                s -> s.directories().stream().map(DirectorySettings::name).toList());
        duration(
                "directories.users.cache.ttl",
                "0s",
                "1h",
                Duration.ofMinutes(5),
                s -> ownCache(s).ttl());
        duration(
                "directories.users.cache.negative_ttl",
                "0s",
                "1m",
                Duration.ofSeconds(5),
                s -> ownCache(s).negativeTtl());
        number("directories.users.cache.jitter", 0, 50, 10, s -> ownCache(s).jitter());
        put(
                "directories.users.cache.max_bytes",
                "64KiB",
                "1GiB",
                64L << 10,
                1L << 30,
                32L << 20,
                s -> ownCache(s).maxBytes());
        text("directories.users.names.prefix", "a:", "b:", "", s -> ownNames(s).prefix());
        text(
                "directories.users.names.group_prefix",
                "a:",
                "b:",
                "",
                s -> ownNames(s).groupPrefix());
        put(
                "directories.users.names.case",
                "lower",
                "EXACT",
                NameForm.LOWER,
                NameForm.EXACT,
                NameForm.EXACT,
                s -> ownNames(s).form());
        text(
                "directories.users.names.realm",
                "staff",
                "things",
                null,
                s -> ownNames(s).realm());
        match("credential", "password,token", "jwt");
        match("user", "*@a,b", "c");
        match("connection", "mqtt,STANDARD", "websocket");
        match("account", OTHER.publicKey().text(), THIRD.publicKey().text());
    }

    /** What each asks and gives is seen in the tests of {@code policy.rule}; here a rule's text tells what was read. */
    private void rules() {
        text("callout.account_separator", "/", "@", null, s -> separator(s));
        for (String not : List.of("", "not.")) {
            rule(
                    "if." + not + "directory",
                    "us*",
                    "users",
                    "directory: us*",
                    "directory: users",
                    "give.account",
                    "APP");
            for (String key : List.of(
                    "user",
                    "group",
                    "attribute.team",
                    "certificate.cn",
                    "server",
                    "cluster",
                    "server_tag",
                    "server_version",
                    "client_name",
                    "client_library",
                    "client_version")) {
                rule("if." + not + key, "one*", "two", key + ": one*", key + ": two", "give.account", "APP");
            }
            rule(
                    "if." + not + "connection",
                    "standard",
                    "websocket",
                    ": standard",
                    ": websocket",
                    "give.account",
                    "APP");
            rule("if." + not + "kind", "client", "leafnode", "kind: client", "kind: leafnode", "give.account", "APP");
            rule(
                    "if." + not + "source",
                    "10.0.0.0/8",
                    "::1",
                    "source: 10.0.0.0/8",
                    "source: ::1",
                    "give.account",
                    "APP");
            rule("if." + not + "tls", "true", "false", "tls: true", "tls: false", "give.account", "APP");
        }
        rule("give.account", "ONE", "TWO", "accounts=[ONE]", "accounts=[TWO]");
        rule("give.permissions.pub.allow", "one", "two", "publish=SubjectTemplates[allow=[one]", "allow=[two]");
        rule("give.permissions.pub.deny", "one", "two", "publish=SubjectTemplates[allow=[], deny=[one]", "deny=[two]");
        rule("give.permissions.sub.allow", "one q", "two", "subscribe=SubjectTemplates[allow=[one q]", "allow=[two]");
        rule(
                "give.permissions.sub.deny",
                "one",
                "two",
                "subscribe=SubjectTemplates[allow=[], deny=[one]",
                "deny=[two]");
        rule("give.permissions.resp.max", "3", "-1", "max=3", "max=-1");
        rule("give.permissions.resp.ttl", "3s", "-1s", "ttl=PT3S", "ttl=PT-1S");
        rule("give.inbox", "private", "private", "privateInbox=true", "privateInbox=true");
        rule("give.subs", "3", "5", "subs=3", "subs=5");
        rule("give.data", "0", "5", "data=0", "data=5");
        rule("give.payload", "3", "5", "payload=3", "payload=5");
        rule("give.src", "10.0.0.0/8", "::1", "sources=[10.0.0.0/8]", "sources=[::1/128]");
        rule("give.times", "08:00:00-17:00:00", "01:00:00-02:00:00", "start=08:00", "start=01:00");
        rule(
                "give.times_location",
                "Europe/Berlin",
                "Asia/Tokyo",
                "in Europe/Berlin",
                "in Asia/Tokyo",
                "give.times",
                "08:00:00-17:00:00");
        rule("give.allowed_connection_types", "standard", "websocket", "types=[STANDARD]", "types=[WEBSOCKET]");
        rule("give.session", "3s", "5m", "longest=PT3S", "longest=PT5M");
        rule("give.session_jitter", "3", "5", "jitter=3", "jitter=5", "give.session", "1h");
        rule("give.tags", "a:{{name()}}", "b", "tags=[a:{{name()}}]", "tags=[b]");
        rule("give.name", "one", "two", "name=one", "name=two");
        rule("give.log", "one", "two", "log=one", "log=two");
        rule("give.refuse", "true", "false", "kind=REFUSE", "kind=GRANT");
        rule("give.silent", "true", "false", "kind=SILENT", "kind=GRANT");
        roleOfARule();
    }

    private void roleOfARule() {
        Function<GatehouseSettings, @Nullable Object> read = rule("role=ROLE,", "role=OTHER,");
        put(
                "rules.r.give.role",
                "ROLE",
                "OTHER",
                "role=ROLE,",
                "role=OTHER,",
                null,
                s -> read.apply(s),
                "accounts.APP.id",
                OTHER.publicKey().text(),
                "accounts.APP.roles.ROLE.signing_key",
                ISSUER.seed(),
                "accounts.APP.roles.OTHER.signing_key",
                THIRD.seed());
    }

    private void rule(String key, String value, String other, String text, String otherText, String... companions) {
        String[] placed = companions.clone();
        for (int i = 0; i < placed.length; i += 2) {
            placed[i] = "rules.r." + placed[i];
        }
        put("rules.r." + key, value, other, text, otherText, null, rule(text, otherText), placed);
    }

    /** Which of two texts are in the rules; null when none is. */
    private static Function<GatehouseSettings, @Nullable Object> rule(String text, String otherText) {
        return settings -> {
            String rules = settings.policy().rules().toString();
            return rules.contains(text) ? text : rules.contains(otherText) ? otherText : null;
        };
    }

    private static @Nullable String separator(GatehouseSettings settings) {
        String text = settings.policy().separator().toString();
        return text.contains("none") ? null : text.replaceAll(".*\\[|\\]", "");
    }

    /** What each matches is seen in {@link DirectoryMatchTest}. */
    private void match(String key, String value, String other) {
        put(
                "directories.users.match." + key,
                value,
                other,
                false,
                false,
                true,
                s -> s.directories().get(0).match().equals(Match.ALL));
    }

    private static NameSettings ownNames(GatehouseSettings settings) {
        return settings.directories().get(0).names();
    }

    private static CacheSettings ownCache(GatehouseSettings settings) {
        return settings.directories().get(0).cache();
    }

    private static FileDirectorySettings file(GatehouseSettings settings) {
        return FileDirectoryType.settings("users", settings.directories().get(0).values(), NameForm.EXACT);
    }

    private void tracing() throws IOException {
        put(
                "tracing.endpoint",
                "http://a:4318",
                "https://b/traces",
                "http://a:4318/v1/traces",
                "https://b/traces",
                null,
                s -> tracing(s, one -> one.endpoint().toString()));
        traced("headers", "a=1", "b=2", "a=1", "b=2", one -> headers(one));
        traced("headers_file", file("a=1").toString(), file("b=2").toString(), "a=1", "b=2", one -> headers(one));
        traced("ratio", "0", "1", 0.0, 1.0, TracingSettings::ratio);
        traced("service_name", "a", "b", "a", "b", TracingSettings::service);
        traced("attributes", "a=1,b=2", "c=3", List.of("a=1", "b=2"), List.of("c=3"), TracingSettings::attributes);
        traced("timeout", "1s", "2s", Duration.ofSeconds(1), Duration.ofSeconds(2), TracingSettings::timeout);
        traced("queue", "16", "17", 16, 17, TracingSettings::queue);
        traced(
                "compression",
                "none",
                "gzip",
                TraceCompression.NONE,
                TraceCompression.GZIP,
                TracingSettings::compression);
        Path one = pem("collector-one.pem");
        Path two = pem("collector-two.pem");
        traced("tls.ca", one.toString(), two.toString(), one, two, TracingSettings::ca);
    }

    private void traced(
            String key,
            String value,
            String other,
            Object expected,
            Object expectedOther,
            Function<TracingSettings, @Nullable Object> read) {
        put(
                "tracing." + key,
                value,
                other,
                expected,
                expectedOther,
                null,
                s -> tracing(s, read),
                "tracing.endpoint",
                "https://c");
    }

    private static @Nullable Object headers(TracingSettings tracing) {
        Secret headers = tracing.headers();
        return headers == null ? null : headers.reveal();
    }

    private static @Nullable Object tracing(
            GatehouseSettings settings, Function<TracingSettings, @Nullable Object> read) {
        TracingSettings tracing = settings.tracing();
        return tracing == null ? null : read.apply(tracing);
    }

    private void revocation() throws IOException {
        String[] login = {"revocation.nats.user", "sys", "revocation.nats.password", "p"};
        put(
                "revocation.secret",
                "1".repeat(32),
                "2".repeat(32),
                "1".repeat(32),
                "2".repeat(32),
                null,
                s -> revocation(s, one -> Objects.requireNonNull(one.secret()).reveal()),
                login);
        put(
                "revocation.secret_file",
                file("1".repeat(32)).toString(),
                file("2".repeat(32)).toString(),
                "1".repeat(32),
                "2".repeat(32),
                null,
                s -> revocation(s, one -> Objects.requireNonNull(one.secret()).reveal()),
                login);
        put("revocation.rate", "1", "5", 1, 5, null, s -> revocation(s, RevocationSettings::rate), login);
        put(
                "revocation.auth_timeout",
                "1s",
                "2s",
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                null,
                s -> revocation(s, RevocationSettings::authTimeout),
                login);
        put(
                "revocation.poll",
                "1m",
                "2m",
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                null,
                s -> revocation(s, one -> one.poll().interval()),
                login);
        put(
                "revocation.poll_brake",
                "5",
                "50",
                5,
                50,
                null,
                s -> revocation(s, one -> one.poll().most()),
                login);
    }

    private static @Nullable Object revocation(
            GatehouseSettings settings, Function<RevocationSettings, @Nullable Object> read) {
        RevocationSettings revocation = settings.revocation();
        return revocation == null ? null : read.apply(revocation);
    }

    private static @Nullable Object shared(
            GatehouseSettings settings, Function<SharedCacheSettings, @Nullable Object> read) {
        SharedCacheSettings shared = settings.shared();
        return shared == null ? null : read.apply(shared);
    }

    static List<String> allKeys() {
        return SettingsLoader.keys().stream()
                .map(KeyMappingTest::path)
                .filter(key -> !ofOtherTypes().contains(key))
                // A connection like that of the service, whose keys are those of buckets.
                .filter(key -> !key.startsWith("cache.shared.nats.")
                        && !key.startsWith("audit.stream.nats.")
                        && !key.startsWith("revocation.nats."))
                .toList();
    }

    /** The keys of directories of other types than file, which have tests of their own. */
    private static Set<String> ofOtherTypes() {
        return DirectoryTypes.BUILT_IN.stream()
                .filter(type -> !type.type().equals(FileDirectoryType.TYPE))
                .flatMap(type -> type.keys().stream())
                .filter(key -> !new FileDirectoryType().keys().contains(key))
                .flatMap(key -> Section.of("directories.users", key).keys().stream())
                .map(placed -> "directories.users." + placed.path())
                .collect(Collectors.toSet());
    }

    static List<String> keysOfTheFile() {
        return allKeys().stream().filter(key -> !key.equals("accounts")).toList();
    }

    @Test
    void everyKeyHasACase() {
        assertThat(cases.keySet()).containsExactlyInAnyOrderElementsOf(allKeys());
    }

    @ParameterizedTest
    @MethodSource("allKeys")
    void hasItsDefault(String key) throws IOException {
        assertThat(one(key).read().apply(loader(Map.of()).load(base(Map.of())))).isEqualTo(one(key).byDefault());
    }

    /** In the file, accounts are a section, told by its keys. */
    @ParameterizedTest
    @MethodSource("keysOfTheFile")
    void isSetByTheFile(String key) throws IOException {
        Case one = one(key);
        Map<String, String> values = with(one.companions(), key, one.value());

        assertThat(one.read().apply(loader(Map.of()).load(base(values)))).isEqualTo(one.expected());
    }

    @ParameterizedTest
    @MethodSource("allKeys")
    void isSetByTheEnvironmentOverTheFile(String key) throws IOException {
        Case one = one(key);
        Map<String, String> values =
                key.equals("accounts") ? one.companions() : with(one.companions(), key, one.value());
        Map<String, String> environment = Map.of(variable(key), one.other());

        assertThat(one.read().apply(loader(environment).load(base(values)))).isEqualTo(one.expectedOther());
    }

    @ParameterizedTest
    @MethodSource("allKeys")
    void isSetByAnOptionOverTheEnvironment(String key) throws IOException {
        Case one = one(key);
        Map<String, String> environment = Map.of(variable(key), one.other());
        GatehouseSettings settings = loader(environment).set(key, one.value()).load(base(one.companions()));

        assertThat(one.read().apply(settings)).isEqualTo(one.expected());
    }

    /** What the reference says of it: in force after a reload, or told and left alone. */
    @ParameterizedTest
    @MethodSource("keysOfTheFile")
    void aReloadTakesItOrTellsThatItDoesNot(String key) throws IOException {
        Case one = one(key);
        GatehouseSettings started = loader(Map.of()).load(base(with(one.companions(), key, one.value())));
        GatehouseSettings read = loader(Map.of()).load(base(with(one.companions(), key, one.other())));

        ConfigurationChange change = ConfigurationChange.of(started, started, read);
        GatehouseSettings reloaded = started.reloaded(read, change);

        boolean taken = ReloadableKeys.has(key);
        List<String> changed = one.value().equals(one.other()) ? List.of() : List.of(key);
        assertThat(taken ? change.taken() : change.needRestart()).isEqualTo(changed);
        assertThat(taken ? change.needRestart() : change.taken()).isEmpty();
        assertThat(one.read().apply(reloaded)).isEqualTo(taken ? one.expectedOther() : one.expected());
    }

    @ParameterizedTest
    @MethodSource("keysOfTheFile")
    void nothingHasChangedInWhatIsReadAgain(String key) throws IOException {
        Case one = one(key);
        Path file = base(with(one.companions(), key, one.value()));
        GatehouseSettings started = loader(Map.of()).load(file);
        GatehouseSettings read = started.source().again().get();

        assertThat(ConfigurationChange.of(started, started, read))
                .isEqualTo(new ConfigurationChange(List.of(), List.of()));
    }

    private static @Nullable Path adminTls(GatehouseSettings settings, Function<ServerFiles, Path> file) {
        ServerFiles files = settings.admin().tls();
        return files == null ? null : file.apply(files);
    }

    private static @Nullable Object adminToken(GatehouseSettings settings) {
        Secret token = settings.admin().token();
        return token == null ? null : token.reveal();
    }

    private Case one(String key) {
        return Objects.requireNonNull(cases.get(key));
    }

    /** With names for the stars. */
    private static String path(Placed placed) {
        return placed.path()
                .replace("accounts.*", "accounts.APP")
                .replace("roles.*", "roles.ROLE")
                .replace("directories.*", "directories.users")
                .replace("rules.*", "rules.r")
                .replace("attribute.*", "attribute.team")
                .replace("certificate.*", "certificate.cn");
    }

    private static String variable(String path) {
        return "GATEHOUSE_" + path.replace('.', '_').toUpperCase(Locale.ROOT);
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
        all.putIfAbsent("directories.users.type", "file");
        all.putIfAbsent("directories.users.path", "users.json");
        Path file = dir.resolve("gatehouse.yaml");
        Files.writeString(file, Yaml.nested(all));
        return file;
    }
}
