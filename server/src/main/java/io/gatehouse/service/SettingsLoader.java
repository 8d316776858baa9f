package io.gatehouse.service;

import io.gatehouse.admin.AdminSettings;
import io.gatehouse.admin.HttpSettings;
import io.gatehouse.audit.AuditSettings;
import io.gatehouse.certificate.ClientCertificate;
import io.gatehouse.config.ConfigException;
import io.gatehouse.config.Configuration;
import io.gatehouse.config.ConfiguredFiles;
import io.gatehouse.config.KeyFilePermissions;
import io.gatehouse.config.Section;
import io.gatehouse.config.Section.Placed;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.chain.DirectoriesSection;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.file.WriteAccess;
import io.gatehouse.directory.shared.SharedCacheSettings;
import io.gatehouse.directory.watch.SingleFileMount;
import io.gatehouse.directory.watch.WatchKeys;
import io.gatehouse.files.FileChanges;
import io.gatehouse.files.FileContents;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.nats.NatsSection;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.policy.PolicySettings;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.AccountsSection;
import io.gatehouse.policy.rule.UnmetConditions;
import io.gatehouse.revocation.RevocationSettings;
import io.gatehouse.service.revoke.RevocationGaps;
import io.gatehouse.service.revoke.SessionNames;
import io.gatehouse.service.types.DirectoryTypes;
import io.gatehouse.tracing.TracingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a configuration file, the environment and options into settings; options are stronger than the environment. */
public final class SettingsLoader {
    /** Variables that the launcher reads, and the finder of outside programs. */
    private static final Set<String> OTHER_VARIABLES = Set.of(
            "GATEHOUSE_CACHE",
            "GATEHOUSE_ED25519",
            "GATEHOUSE_LOAD_OPTS",
            "GATEHOUSE_NATS_CLI",
            "GATEHOUSE_NATS_SERVER",
            "GATEHOUSE_NSC",
            "GATEHOUSE_OPTS",
            "GATEHOUSE_PROMTOOL",
            "GATEHOUSE_PROMETHEUS");

    /** Keys of files that directories watch, and tell of themselves, that are written, and that {@code check} alone reads. */
    private static final Pattern WITHOUT_MOUNT_WARNING =
            Pattern.compile("directories\\.[^.]+\\.(path|last_good)|audit\\.file\\.path|check\\.server_conf");

    private final DirectoriesSection directories;
    private final Section keys;
    private final Configuration configuration;
    private final Map<String, String> environment;

    /**
     * @param environment the process's environment variables
     * @param workingDirectory where relative paths in options and variables begin
     */
    public SettingsLoader(Map<String, String> environment, Path workingDirectory) {
        this(environment, workingDirectory, DirectoryTypes.all());
    }

    /** @param types the kinds of directories that there are */
    SettingsLoader(Map<String, String> environment, Path workingDirectory, List<DirectoryType> types) {
        this.directories = new DirectoriesSection(types);
        this.keys = ServiceKeys.root(directories);
        this.environment = Map.copyOf(environment);
        this.configuration = new Configuration(keys, environment, workingDirectory);
    }

    /** All keys, but those of directories that need a library of their own. */
    public static List<Placed> keys() {
        return keys(DirectoryTypes.BUILT_IN);
    }

    /**
     * All keys, in the order of the reference page.
     *
     * @param types the kinds of directories that there are
     */
    static List<Placed> keys(List<DirectoryType> types) {
        return ServiceKeys.root(new DirectoriesSection(types)).keys().stream()
                .filter(placed -> !placed.key().isMoved())
                .toList();
    }

    /**
     * Sets a key by its path.
     *
     * @throws ConfigException when there is no such key
     */
    public SettingsLoader set(String path, String value) {
        return option(path, "--set " + path, value);
    }

    /** The same by an option of its own; {@code option} is its name, for messages. */
    public SettingsLoader option(String path, String option, String value) {
        configuration.set(path, option, value);
        return this;
    }

    /** Makes a file the directory {@code users}. */
    public SettingsLoader users(String option, String file) {
        return option("directories.users.type", option, "file").option("directories.users.path", option, file);
    }

    /** Whether an option or a variable gives the issuer's key. */
    public boolean givesIssuer() {
        return configuration.read(null).in(ServiceKeys.ISSUER).gives(ServiceKeys.ISSUER_SEED);
    }

    /**
     * Reads everything.
     *
     * @param file the configuration file; null to do with options, environment and defaults
     * @throws ConfigException with every problem that was found
     */
    public GatehouseSettings load(@Nullable Path file) {
        return load(file, configuration::read);
    }

    private GatehouseSettings load(@Nullable Path file, Function<@Nullable Path, Values> reading) {
        FileChanges changes = file == null ? null : new FileChanges(file, Configuration.MAX_BYTES);
        if (changes != null) {
            changes.know();
        }
        Values root = reading.apply(file);
        Supplier<GatehouseSettings> again = () -> load(file, configuration::readAgain);
        GatehouseSettings settings = read(root, file, new SettingsSource(changes, keys, root, again));
        boolean enough = root.in(ServiceKeys.ISSUER).gives(ServiceKeys.ISSUER_SEED) && directories.areGiven(root);
        if (file == null && !enough) {
            root.firstOfAll(
                    "no configuration file is given: name it with -c, as in -c gatehouse.yaml (gatehouse init makes"
                            + " one), or give these keys as options or environment variables");
        }
        root.throwProblems();
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
        Values root = configuration.read(null);
        GatehouseSettings unused = read(root, null, new SettingsSource(null, keys, root, () -> load(null)));
        root.throwProblemsOfOptions();
    }

    /**
     * The token of admin requests, as far as that alone is configured; null for none.
     *
     * @param file the configuration file; null to do with options and environment
     * @throws ConfigException when something is wrong with it
     */
    public @Nullable Secret adminToken(@Nullable Path file) {
        Values root = configuration.read(file);
        Secret token = AdminSettings.read(root, null).token();
        root.throwProblems();
        return token;
    }

    /**
     * The key that values of the audit log are hashed under, as far as that alone is configured; null for none.
     *
     * @param file the configuration file; null to do with options and environment
     * @throws ConfigException when something is wrong with it
     */
    public @Nullable Secret auditKey(@Nullable Path file) {
        Values root = configuration.read(file);
        Secret key = AuditSettings.key(root.in(AuditSettings.SECTION));
        root.throwProblems();
        return key;
    }

    /** What the log is written in, as far as a configuration that cannot be used can be understood. */
    public LogSettings.Format logFormat(@Nullable Path file) {
        Values root;
        try {
            root = configuration.read(file);
        } catch (ConfigException e) {
            root = configuration.read(null);
        }
        return LogSettings.read(root).format();
    }

    private @Nullable GatehouseSettings read(Values root, @Nullable Path file, SettingsSource source) {
        NatsSettings nats = NatsSection.read(root);
        Values issuers = root.in(ServiceKeys.ISSUER);
        List<SigningKey> issuer = issuers.find(
                ServiceKeys.ISSUER_SEED, "give the seed or key file of the account that issues the responses");
        Nkey issuerAccount = issuers.find(ServiceKeys.ISSUER_ACCOUNT);
        List<CurveKey> xkeys = root.in(ServiceKeys.XKEY).get(ServiceKeys.XKEY_SEED, List.of());
        Map<String, Account.Keyed> accounts = AccountsSection.read(root);
        PipelineSettings pipeline = PipelineSettings.read(root);
        LookupSettings lookups = LookupSettings.read(root, pipeline.budget());
        SharedCacheSettings shared = SharedCacheSettings.read(root, nats);
        RevocationSettings revocation = RevocationSettings.read(root, nats);
        List<DirectorySettings> chain = directories.read(root, lookups);
        refuseSharedCopies(chain);
        HashingSettings passwords = HashingSettings.read(root, pipeline.passwordChecks());
        PolicySettings policy = PolicySettings.read(root, accounts, ClientCertificate.FIELDS);
        refuseUnmet(root, chain);
        HttpSettings http = HttpSettings.read(root);
        AdminSettings admin = AdminSettings.read(root, http);
        Duration reload = ReloadableKeys.pause(root);
        LogSettings log = LogSettings.read(root);
        AuditSettings audit = AuditSettings.read(root, nats);
        TracingSettings tracing = TracingSettings.read(root);
        CheckSettings check = CheckSettings.read(root);
        String instance = InstanceName.read(root, environment);
        return issuer == null
                ? null
                : new GatehouseSettings(
                        instance,
                        nats,
                        FileContents.of(nats.files(), FileChanges.LARGEST),
                        issuer,
                        issuerAccount,
                        xkeys,
                        accounts,
                        chain,
                        lookups,
                        shared,
                        revocation,
                        passwords,
                        policy,
                        pipeline,
                        http,
                        admin,
                        reload,
                        log,
                        audit,
                        tracing,
                        check,
                        root.secrets(),
                        writable(file, chain),
                        warnings(root, file, nats, !accounts.isEmpty(), chain, policy, revocation, tracing),
                        source);
    }

    private static void refuseSharedCopies(List<DirectorySettings> chain) {
        for (DirectorySettings one : chain) {
            if (one.type().keys().containsAll(WatchKeys.ALL)) {
                List<Path> others = chain.stream()
                        .filter(other -> !other.name().equals(one.name()))
                        .flatMap(other -> other.decisiveFiles().stream())
                        .toList();
                WatchKeys.refuseCopyAmong(others, one.values());
            }
        }
    }

    /** Directories that cannot be read are told of by themselves, and names are not known then. */
    private void refuseUnmet(Values root, List<DirectorySettings> chain) {
        Set<String> names = root.in(directories.section()).namesOfTyped();
        if (!names.isEmpty()) {
            boolean lower = chain.size() == names.size()
                    && chain.stream().allMatch(each -> each.names().form().folds());
            new UnmetConditions(names, lower).report(root);
        }
    }

    private List<String> warnings(
            Values root,
            @Nullable Path file,
            NatsSettings nats,
            boolean operatorMode,
            List<DirectorySettings> chain,
            PolicySettings policy,
            @Nullable RevocationSettings revocation,
            @Nullable TracingSettings tracing) {
        List<String> warnings = new ArrayList<>(configuration.unknownVariables(root, OTHER_VARIABLES));
        warnings.addAll(KeyFilePermissions.warnings(file, root.secrets()));
        warnings.addAll(singleMounts(file, root));
        boolean issuerAccount = root.in(ServiceKeys.ISSUER).gives(ServiceKeys.ISSUER_ACCOUNT);
        warnings.addAll(ModeWarnings.of(issuerAccount, nats.login(), operatorMode));
        warnings.addAll(Directories.withoutRights(policy.rules().isEmpty() ? chain : List.of()));
        if (revocation != null) {
            warnings.addAll(SessionNames.warnings(policy));
            warnings.addAll(RevocationGaps.warnings(revocation.poll(), chain));
        }
        chain.forEach(one -> warnings.addAll(one.warnings()));
        if (tracing != null) {
            warnings.addAll(tracing.warnings());
        }
        return warnings;
    }

    /** Files that may be replaced where nobody here can see it. */
    private List<String> singleMounts(@Nullable Path file, Values root) {
        Stream<Path> secrets = root.secrets().stream().flatMap(secret -> Stream.ofNullable(secret.file()));
        Stream<Path> named = ConfiguredFiles.of(root, keys).entrySet().stream()
                .filter(entry -> !WITHOUT_MOUNT_WARNING.matcher(entry.getKey()).matches())
                .flatMap(entry -> entry.getValue().stream());
        return Stream.of(Stream.ofNullable(file), secrets, named)
                .flatMap(paths -> paths)
                .distinct()
                .flatMap(path -> SingleFileMount.warning(path).stream())
                .toList();
    }

    /** Anyone who can write one of these files decides who gets in. */
    private static List<WriteAccess> writable(@Nullable Path file, List<DirectorySettings> directories) {
        return Stream.concat(
                        Stream.ofNullable(file),
                        directories.stream().flatMap(directory -> directory.decisiveFiles().stream()))
                .flatMap(path -> WriteAccess.of(path).stream())
                .distinct()
                .toList();
    }
}
