package io.gatehouse.service;

import io.gatehouse.admin.AdminSettings;
import io.gatehouse.admin.HttpSettings;
import io.gatehouse.audit.AuditSettings;
import io.gatehouse.config.ConfiguredFiles;
import io.gatehouse.config.SecretSource;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.certificate.CertificateDirectoryType;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.file.FileDirectoryType;
import io.gatehouse.directory.file.WriteAccess;
import io.gatehouse.directory.nkey.NkeyDirectoryType;
import io.gatehouse.directory.shared.SharedCacheSettings;
import io.gatehouse.directory.token.TokenDirectoryType;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.watch.WatchKeys;
import io.gatehouse.expiry.Expiries;
import io.gatehouse.files.FileContents;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.pipeline.Issuers;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.policy.PolicySettings;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.policy.rule.UnknownGroups;
import io.gatehouse.revocation.RevocationSettings;
import io.gatehouse.service.logins.AuditStreamLogin;
import io.gatehouse.tracing.TracingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the service is configured with.
 *
 * @param instance the name of this instance, of letters, digits, dash and underscore
 * @param connection what was in the files that the connection to nats-server is made with
 * @param issuers sign the responses, at least one: in config mode each for the servers whose {@code auth_callout} names it as issuer, in
 *     operator mode the first alone, which is the AUTH account's key or one of its signing keys
 * @param issuerAccount the AUTH account, when the issuer is one of its signing keys and the response should say so
 * @param xkeys open requests, and each seals the responses to those that it has opened; none when the callout has none
 * @param accounts operator mode: where users can be placed, by name and in the order of the names; empty in config mode
 * @param directories in the order in which they are asked, at least one
 * @param shared where instances leave each other what remote directories have answered; null for nowhere
 * @param revocation how sessions of who is revoked are found and closed; null where they are not
 * @param http null when nothing is to be served
 * @param admin who may make admin requests, and where
 * @param reload the pause between two looks at the configuration file; zero for never
 * @param audit what is recorded of decisions, and where
 * @param tracing which logins are traced, and who gets the traces; null where none are
 * @param secrets where each secret came from
 * @param writable who else may change the configuration or the users
 * @param warnings what is not wrong but probably not meant
 * @param source where all of this was read
 */
public record GatehouseSettings(
        String instance,
        NatsSettings nats,
        FileContents connection,
        List<SigningKey> issuers,
        @Nullable Nkey issuerAccount,
        List<CurveKey> xkeys,
        Map<String, Account.Keyed> accounts,
        List<DirectorySettings> directories,
        LookupSettings lookups,
        @Nullable SharedCacheSettings shared,
        @Nullable RevocationSettings revocation,
        HashingSettings passwords,
        PolicySettings policy,
        PipelineSettings pipeline,
        @Nullable HttpSettings http,
        AdminSettings admin,
        Duration reload,
        LogSettings log,
        AuditSettings audit,
        @Nullable TracingSettings tracing,
        CheckSettings check,
        List<SecretSource> secrets,
        List<WriteAccess> writable,
        List<String> warnings,
        SettingsSource source) {
    public GatehouseSettings {
        issuers = List.copyOf(issuers);
        xkeys = List.copyOf(xkeys);
        accounts = Collections.unmodifiableMap(new TreeMap<>(accounts));
        directories = List.copyOf(directories);
        secrets = List.copyOf(secrets);
        writable = List.copyOf(writable);
        warnings = List.copyOf(warnings);
    }

    /** The first of the issuers. */
    public SigningKey issuer() {
        return issuers.get(0);
    }

    /**
     * The issuer that answers a request.
     *
     * @param subject whom the request is for: in config mode the issuer that its server expects
     */
    public SigningKey issuer(String subject) {
        return operatorMode()
                ? issuer()
                : issuers.stream()
                        .filter(issuer -> issuer.publicKey().text().equals(subject))
                        .findFirst()
                        .orElse(issuer());
    }

    /** The first of the xkeys; null when there is none. */
    public @Nullable CurveKey xkey() {
        return xkeys.isEmpty() ? null : xkeys.get(0);
    }

    /** The issuers, as requests choose them. */
    public Issuers signers() {
        return Issuers.of(issuers, issuerAccount, !operatorMode());
    }

    /** These settings, with what a reload takes of others. */
    GatehouseSettings reloaded(GatehouseSettings read, ConfigurationChange change) {
        return new GatehouseSettings(
                instance,
                change.isOfConnection() ? nats.reached(read.nats) : nats,
                read.connection,
                read.issuers,
                issuerAccount,
                xkeys.isEmpty() || read.xkeys.isEmpty() ? xkeys : read.xkeys,
                read.accounts,
                read.directories,
                change.isOfLookups() ? read.lookups : lookups,
                shared == null ? null : shared.reloaded(read.shared),
                revocation == null ? null : revocation.reloaded(read.revocation),
                passwords,
                read.policy,
                pipeline,
                http,
                change.isOfAdminToken() ? admin.reloaded(read.admin) : admin,
                reload,
                log,
                AuditStreamLogin.reloaded(audit, read.audit),
                tracing == null ? null : tracing.reloaded(read.tracing),
                read.check,
                read.secrets,
                read.writable,
                read.warnings,
                read.source);
    }

    /** The files beside the configuration whose contents a reload takes: keys and other secrets, credentials, certificates. */
    Set<Path> filesToFollow() {
        Stream<Path> files = secrets.stream()
                .filter(secret -> ReloadableKeys.has(secret.path()))
                .flatMap(secret -> Stream.ofNullable(secret.file()));
        return Stream.concat(files, nats.files().values().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The credentials files that the configuration names, wherever it does, by the paths of their keys. */
    public Map<String, Path> credentials() {
        Map<String, Path> files = new TreeMap<>();
        ConfiguredFiles.of(source.values(), source.keys()).forEach((key, paths) -> {
            if (Expiries.areCredentials(key)) {
                files.put(key, paths.get(0));
            }
        });
        return files;
    }

    /** Whether users are placed by signing keys of accounts (operator mode), not by the accounts' names. */
    public boolean operatorMode() {
        return !accounts.isEmpty();
    }

    /** A word for what is configured, for records of decisions; empty where there are none. */
    String revision() {
        return audit.isOn() ? source.revision() : "";
    }

    /** The files that directories have their users in. */
    public List<Path> usersFiles() {
        return fileDirectories().stream().map(NamedFile::path).toList();
    }

    /** The directories that have their users in a file. */
    public List<NamedFile> fileDirectories() {
        List<DirectoryNames> names = names();
        List<NamedFile> files = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            DirectorySettings one = directories.get(i);
            Path path = WatchKeys.path(one.values());
            boolean tokens = one.type() instanceof TokenDirectoryType;
            boolean users = one.type() instanceof FileDirectoryType || one.type() instanceof NkeyDirectoryType;
            if (path != null && (users || tokens)) {
                UsersFile before = tokens
                        ? UsersFile.NO_TOKENS
                        : UsersFile.none(one.names().form());
                files.add(new NamedFile(path, before, keys(one), names.get(i)));
            }
        }
        return files;
    }

    /** The users of the directories that have them in the configuration. */
    public List<NamedUsers> configuredUsers() {
        List<DirectoryNames> names = names();
        List<NamedUsers> configured = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            DirectorySettings one = directories.get(i);
            UsersFile keys = keys(one);
            if (keys != null) {
                configured.add(new NamedUsers(keys, names.get(i)));
            }
        }
        return configured;
    }

    private static @Nullable UsersFile keys(DirectorySettings one) {
        return one.type() instanceof NkeyDirectoryType
                ? NkeyDirectoryType.settings(
                                one.name(), one.values(), one.names().form())
                        .keys()
                : null;
    }

    /** Whether clients may log in with an nkey. */
    public boolean usesNkeys() {
        return directories.stream().anyMatch(one -> one.type() instanceof NkeyDirectoryType);
    }

    /** Whether clients may log in with a certificate. */
    public boolean usesCertificates() {
        return directories.stream().anyMatch(one -> one.type() instanceof CertificateDirectoryType);
    }

    /** Whether there is a directory whose clients may bring more than nats-server takes by default. */
    public boolean takesLongCredentials() {
        return directories.stream().anyMatch(one -> one.type().takesLongCredentials());
    }

    /**
     * What to say of conditions of rules on groups that nobody is in.
     *
     * @param known the groups of all users
     */
    public List<String> unknownGroups(Set<String> known) {
        return UnknownGroups.warnings(source.values(), known);
    }

    private List<DirectoryNames> names() {
        return DirectoryNames.of(
                directories.stream().map(DirectorySettings::names).toList());
    }

    /**
     * A directory that has its users in a file.
     *
     * @param before no users, in whose place those of the file come
     * @param keys the users that such a directory has in the configuration as well; null where it takes no nkeys
     * @param names what its users are called among those of the other directories
     */
    public record NamedFile(
            Path path, UsersFile before, @Nullable UsersFile keys, DirectoryNames names) {}

    /**
     * Users in the configuration.
     *
     * @param names what they are called among those of the other directories
     */
    public record NamedUsers(UsersFile users, DirectoryNames names) {}

    /** The mode, for people. */
    public String mode() {
        return operatorMode()
                ? "operator mode, " + accounts.size() + (accounts.size() == 1 ? " account" : " accounts")
                : "config mode";
    }

    /**
     * Where users can be placed.
     *
     * @param allowed the bound in config mode
     */
    public Accounts placement(AllowedAccounts allowed) {
        return operatorMode() ? Accounts.keyed(accounts) : Accounts.named(issuers, allowed);
    }
}
