package io.gatehouse.service;

import io.gatehouse.admin.HttpSettings;
import io.gatehouse.config.SecretSource;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.file.FileDirectorySettings;
import io.gatehouse.directory.file.FileDirectoryType;
import io.gatehouse.directory.file.WriteAccess;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.policy.PolicySettings;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.account.AllowedAccounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the service is configured with.
 *
 * @param instance the name of this instance, of letters, digits, dash and underscore
 * @param issuer signs the responses: in config mode the key that {@code auth_callout} names as issuer, in operator mode
 *     the AUTH account's key or one of its signing keys
 * @param issuerAccount the AUTH account, when the issuer is one of its signing keys and the response should say so
 * @param xkey opens requests and seals responses; null when the callout has none
 * @param accounts operator mode: where users can be placed, by name and in the order of the names; empty in config mode
 * @param directories in the order in which they are asked, at least one
 * @param http null when nothing is to be served
 * @param secrets where each secret came from
 * @param writable who else may change the configuration or the users
 * @param warnings what is not wrong but probably not meant
 */
public record GatehouseSettings(
        String instance,
        NatsSettings nats,
        SigningKey issuer,
        @Nullable Nkey issuerAccount,
        @Nullable CurveKey xkey,
        Map<String, Account.Keyed> accounts,
        List<DirectorySettings> directories,
        LookupSettings lookups,
        HashingSettings passwords,
        PolicySettings policy,
        PipelineSettings pipeline,
        @Nullable HttpSettings http,
        LogSettings log,
        CheckSettings check,
        List<SecretSource> secrets,
        List<WriteAccess> writable,
        List<String> warnings) {
    public GatehouseSettings {
        accounts = Collections.unmodifiableMap(new TreeMap<>(accounts));
        directories = List.copyOf(directories);
        secrets = List.copyOf(secrets);
        writable = List.copyOf(writable);
        warnings = List.copyOf(warnings);
    }

    /** Whether users are placed by signing keys of accounts (operator mode), not by the accounts' names. */
    public boolean operatorMode() {
        return !accounts.isEmpty();
    }

    /** The files of the directories that are files. */
    public List<Path> usersFiles() {
        return fileDirectories().stream().map(file -> file.settings().path()).toList();
    }

    /** The directories that are files. */
    public List<NamedFile> fileDirectories() {
        List<DirectoryNames> names = DirectoryNames.of(
                directories.stream().map(DirectorySettings::names).toList());
        List<NamedFile> files = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            DirectorySettings one = directories.get(i);
            if (one.type() instanceof FileDirectoryType) {
                files.add(new NamedFile(
                        FileDirectoryType.settings(
                                one.name(), one.values(), one.names().form()),
                        names.get(i)));
            }
        }
        return files;
    }

    /**
     * A directory that is a file.
     *
     * @param names what its users are called among those of the other directories
     */
    public record NamedFile(FileDirectorySettings settings, DirectoryNames names) {}

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
        return operatorMode() ? Accounts.keyed(accounts) : Accounts.named(issuer, allowed);
    }
}
