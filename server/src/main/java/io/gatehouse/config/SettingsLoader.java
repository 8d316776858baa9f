package io.gatehouse.config;

import io.gatehouse.admin.HttpSettings;
import io.gatehouse.config.Layers.Found;
import io.gatehouse.config.Layers.Option;
import io.gatehouse.config.Value.Section;
import io.gatehouse.config.Where.Layer;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.file.FileDirectorySettings;
import io.gatehouse.directory.file.WriteAccess;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.pipeline.SignatureRule;
import io.gatehouse.policy.PolicySettings;
import io.gatehouse.policy.account.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a configuration file, the environment and options into settings; options are stronger than the environment. */
public final class SettingsLoader {
    private static final Duration MIN_RELOAD = Duration.ofMillis(10);
    private static final Duration MAX_RELOAD = Duration.ofHours(1);

    private final Map<List<String>, Option> options = new HashMap<>();
    private final Map<String, String> environment;
    private final Path workingDirectory;

    /**
     * @param environment the process's environment variables
     * @param workingDirectory where relative paths in options and variables begin
     */
    public SettingsLoader(Map<String, String> environment, Path workingDirectory) {
        this.environment = Map.copyOf(environment);
        this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
    }

    /** Sets a key from the command line; {@code option} is the option's name, for messages. */
    public SettingsLoader option(Key key, String option, String value) {
        options.put(key.segments(), new Option(option, value));
        return this;
    }

    /**
     * Sets a key by its path.
     *
     * @throws ConfigException when there is no such key
     */
    public SettingsLoader set(String path, String value) {
        List<String> segments = List.of(path.split("\\."));
        if (!Schema.root().knows(segments)) {
            List<String> known = List.of(Key.values()).stream().map(Key::path).toList();
            String problem = "option --set: unknown key " + path
                    + Suggestion.nearest(path, known)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; docs/reference/configuration.md lists them all");
            throw new ConfigException(List.of(problem), true);
        }
        options.put(segments, new Option("--set " + path, value));
        return this;
    }

    /**
     * Reads everything.
     *
     * @param file the configuration file; null to do with options, environment and defaults
     * @throws ConfigException with every problem that was found
     */
    public GatehouseSettings load(@Nullable Path file) {
        Section nothing = nothing();
        Problems problems = new Problems();
        Section section;
        try {
            section = file == null ? nothing : new YamlReader(file, new Variables(environment), problems).read();
        } catch (ConfigException e) {
            throw e.in(format(nothing));
        }
        Schema.root().check(section, problems);
        Reading reading = new Reading(layers(section), problems);
        GatehouseSettings settings = read(reading, file);
        if (file == null && !(reading.has(Key.ISSUER_SEED) && reading.has(Key.DIRECTORY_FILE_PATH))) {
            problems.first(
                    "no configuration file is given: name it with -c, as in -c gatehouse.yaml (gatehouse init makes"
                            + " one), or give these keys as options or environment variables");
        }
        try {
            problems.throwIfAny();
        } catch (ConfigException e) {
            throw e.in(format(section));
        }
        if (settings == null) {
            throw new IllegalStateException("a setting is missing, and no problem says so");
        }
        return settings;
    }

    /**
     * Looks at the values of the options alone.
     *
     * @throws ConfigException with every option whose value cannot be used
     */
    public void verifyOptions() {
        Problems problems = new Problems();
        GatehouseSettings unused = read(new Reading(layers(nothing()), problems), null);
        problems.throwIfOfCommandLine();
    }

    private Section nothing() {
        return new Section(Map.of(), new Where(Layer.FILE, "without a configuration file (-c)", workingDirectory));
    }

    private Layers layers(Section section) {
        return new Layers(section, environment, options, workingDirectory);
    }

    /** What the log is written in; text where that is among what is wrong. */
    private LogSettings.Format format(Section section) {
        return new Reading(layers(section), new Problems()).choice(Key.LOG_FORMAT, LogSettings.Format.class);
    }

    /** Whether an option or a variable gives a key. */
    public boolean gives(Key key) {
        return layers(new Section(Map.of(), new Where(Layer.FILE, "", workingDirectory)))
                        .find(key.segments())
                != null;
    }

    private @Nullable GatehouseSettings read(Reading reading, @Nullable Path file) {
        SecretReading secrets = new SecretReading(reading);
        NatsSettings nats = new NatsReading(reading, secrets).read();
        SigningKey issuer = issuer(reading, secrets);
        Nkey issuerAccount = secrets.publicKey(reading.find(Key.ISSUER_ACCOUNT), NkeyKind.ACCOUNT);
        CurveKey xkey = secrets.curveKey(Key.XKEY_SEED);
        Map<String, Account.Keyed> accounts = new AccountsReading(reading, secrets).read();
        PolicySettings policy = new PolicyReading(reading, !accounts.isEmpty()).read();
        PipelineSettings pipeline = pipeline(reading);
        LookupSettings lookups = new LookupReading(reading, pipeline.budget()).read();
        FileDirectorySettings directory = directory(reading, pipeline);
        HttpSettings http = HttpReading.read(reading);
        LogSettings log = new LogSettings(
                reading.choice(Key.LOG_LEVEL, LogSettings.Level.class),
                reading.choice(Key.LOG_FORMAT, LogSettings.Format.class));
        CheckSettings check = new CheckSettings(
                reading.file(Key.CHECK_SERVER_CONF),
                reading.file(Key.CHECK_SYS_CREDS),
                reading.file(Key.CHECK_SENTINEL_CREDS),
                reading.files(Key.CHECK_ACCOUNT_JWTS));
        List<String> warnings = new ArrayList<>(UnknownVariables.warnings(environment, reading.layers()));
        warnings.addAll(KeyFilePermissions.warnings(secrets.sources()));
        if (file != null) {
            warnings.addAll(KeyFilePermissions.warnings(file, secrets.sources()));
        }
        warnings.addAll(ModeWarnings.of(reading, nats.login(), accounts.isEmpty()));
        return issuer == null || directory == null
                ? null
                : new GatehouseSettings(
                        InstanceName.read(reading, environment),
                        nats,
                        issuer,
                        issuerAccount,
                        xkey,
                        accounts,
                        directory,
                        lookups,
                        policy,
                        pipeline,
                        http,
                        log,
                        check,
                        secrets.sources(),
                        writable(file, directory),
                        warnings);
    }

    /** Anyone who can write one of these files decides who gets in. */
    private static List<WriteAccess> writable(@Nullable Path file, FileDirectorySettings directory) {
        return Stream.of(file, directory.path(), directory.lastGood())
                .flatMap(Stream::ofNullable)
                .flatMap(path -> WriteAccess.of(path).stream())
                .distinct()
                .toList();
    }

    private static @Nullable SigningKey issuer(Reading reading, SecretReading secrets) {
        Found found = reading.find(Key.ISSUER_SEED);
        if (found == null) {
            reading.problems()
                    .missing(
                            reading.layers().origin(),
                            Key.ISSUER_SEED.path(),
                            "give the seed or key file of the account that issues the responses");
        }
        return secrets.signingKey(found, NkeyKind.ACCOUNT);
    }

    private static @Nullable FileDirectorySettings directory(Reading reading, PipelineSettings pipeline) {
        Path path = reading.file(Key.DIRECTORY_FILE_PATH);
        if (path == null) {
            if (!reading.has(Key.DIRECTORY_FILE_PATH)) {
                reading.problems()
                        .missing(
                                reading.layers().origin(),
                                Key.DIRECTORY_FILE_PATH.path(),
                                "give the path of users.json");
            }
            return null;
        }
        return new FileDirectorySettings(
                path,
                lastGood(reading, path),
                reading.duration(Key.DIRECTORY_FILE_RELOAD, MIN_RELOAD, MAX_RELOAD),
                hashing(reading, pipeline));
    }

    private static @Nullable Path lastGood(Reading reading, Path users) {
        Found found = reading.find(Key.DIRECTORY_FILE_LAST_GOOD);
        Path path = reading.file(Key.DIRECTORY_FILE_LAST_GOOD);
        if (found != null && users.equals(path)) {
            reading.problems().add(found.where(), found.path(), "is the users file itself; name another one");
            return null;
        }
        return path;
    }

    /** Hashes are slow: oldest first still answers in time while less than half of the budget is waited for. */
    private static HashingSettings hashing(Reading reading, PipelineSettings pipeline) {
        return new HashingSettings(
                reading.count(Key.DIRECTORY_FILE_HASHING_THREADS, HashingSettings.defaultThreads(), 256),
                reading.count(Key.DIRECTORY_FILE_HASHING_QUEUE, HashingSettings.DEFAULT_QUEUE, 1_000_000),
                pipeline.discipline().withTargetAtLeast(pipeline.budget().dividedBy(2)));
    }

    private static PipelineSettings pipeline(Reading reading) {
        return new PipelineSettings(
                reading.duration(Key.CALLOUT_BUDGET, PipelineSettings.MIN_BUDGET, PipelineSettings.MAX_BUDGET),
                reading.duration(Key.CALLOUT_CLOCK_DRIFT, Duration.ZERO, PipelineSettings.MAX_CLOCK_DRIFT),
                reading.count(Key.CALLOUT_WORKERS, PipelineSettings.ONE_A_CORE, PipelineSettings.MAX_WORKERS),
                reading.count(
                        Key.CALLOUT_QUEUE,
                        PipelineSettings.DEFAULT_QUEUE_CAPACITY,
                        PipelineSettings.MAX_QUEUE_CAPACITY),
                OverloadReading.read(reading),
                reading.choice(Key.CALLOUT_SIGNATURES, SignatureRule.class),
                reading.duration(Key.CALLOUT_REHEARSAL, Duration.ZERO, PipelineSettings.MAX_WARMUP),
                reading.size(
                        Key.CALLOUT_PENDING_BYTES,
                        PipelineSettings.defaultPendingBytes(),
                        PipelineSettings.MIN_PENDING_BYTES,
                        PipelineSettings.MAX_PENDING_BYTES));
    }
}
