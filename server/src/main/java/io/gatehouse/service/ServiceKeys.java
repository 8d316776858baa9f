package io.gatehouse.service;

import io.gatehouse.admin.AdminSettings;
import io.gatehouse.admin.HttpSettings;
import io.gatehouse.audit.AuditSettings;
import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.chain.DirectoriesSection;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.shared.SharedCacheSettings;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.nats.NatsSection;
import io.gatehouse.passwords.HashingSettings;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.policy.AccountSeparator;
import io.gatehouse.policy.PolicySettings;
import io.gatehouse.policy.account.AccountsSection;
import io.gatehouse.policy.rule.RulesSection;
import io.gatehouse.policy.template.TemplateSettings;
import io.gatehouse.revocation.RevocationSettings;
import io.gatehouse.tracing.TracingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All keys of the configuration: those that every feature owns, those of the service itself, and what they were called. */
final class ServiceKeys {
    static final Key<List<SigningKey>> ISSUER_SEED = Key.signingKeys("seed", NkeyKind.ACCOUNT)
            .help("Seed of the account that issues responses. Config mode: the key whose public part is `issuer` in"
                    + " `auth_callout`. Operator mode: the AUTH account's key, or one of its signing keys. Several keys"
                    + " are [held at once](#keys): in config mode each server gets answers by the issuer that it expects,"
                    + " in operator mode the first key signs. Required.")
            .option(
                    "SEED",
                    "Signs the responses: the callout's issuer; in operator mode the AUTH account's key or signing key.",
                    "--issuer-seed");
    static final Key<Nkey> ISSUER_ACCOUNT = Key.publicKey("account", NkeyKind.ACCOUNT)
            .help("Public key of the AUTH account. Responses name it, and a service whose user is in another account"
                    + " [is not ready](#the-account). `gatehouse init` writes it. A WARN at the start tells when"
                    + " `accounts` is missing beside it, and when the account's JWT in `check.account_jwts` or"
                    + " `check.server_conf` does not list `issuer.seed`'s key.");
    static final Section ISSUER = Section.of("issuer", ISSUER_SEED, ISSUER_ACCOUNT);

    static final Key<List<CurveKey>> XKEY_SEED = Key.curveKeys("seed")
            .help("Curve seed (`SX...`) that opens requests and seals responses. Needed when, and only when, the"
                    + " callout has an `xkey`. Several xkeys are [held at once](#keys): the one that opens a request seals"
                    + " its response.")
            .option("SEED", "Opens requests: the callout's xkey (SX...).", "--xkey-seed");
    static final Section XKEY = Section.of("xkey", XKEY_SEED);

    /** What keys were called before, and what to write now. */
    private static final Map<String, String> MOVED = Map.ofEntries(
            Map.entry("directory.file.path", "directories.users.path, with directories.users.type: file"),
            Map.entry("directory.file.last_good", "directories.users.last_good"),
            Map.entry("directory.file.reload", "directories.users.reload"),
            Map.entry("directory.file.hashing.threads", "passwords.threads"),
            Map.entry("directory.file.hashing.queue", "passwords.queue"),
            Map.entry("directory.cache.ttl", "cache.ttl"),
            Map.entry("directory.cache.negative_ttl", "cache.negative_ttl"),
            Map.entry("directory.cache.jitter", "cache.jitter"),
            Map.entry("directory.cache.max_bytes", "cache.max_bytes"),
            Map.entry("directory.failures.per_user_and_source", "failures.per_user_and_source"),
            Map.entry("directory.failures.per_user", "failures.per_user"),
            Map.entry("directory.failures.per_source", "failures.per_source"),
            Map.entry("directory.failures.window", "failures.window"),
            Map.entry("directory.lookups", "lookups.max"),
            Map.entry("directory.lookup_timeout", "lookups.timeout"),
            Map.entry("directory.single_flight", "lookups.single_flight"),
            Map.entry("directory.hashes_per_source", "passwords.per_source"),
            Map.entry("callout.rehearsal", "callout.warmup"));

    private ServiceKeys() {}

    /** The whole configuration. */
    static Section root(DirectoriesSection directories) {
        List<Entry> all = new ArrayList<>(List.of(
                InstanceName.INSTANCE,
                NatsSection.SECTION,
                ISSUER,
                XKEY,
                AccountsSection.LIST,
                AccountsSection.SECTION,
                directories.section(),
                HashingSettings.SECTION));
        all.addAll(LookupSettings.SECTIONS);
        all.add(SharedCacheSettings.SECTION);
        all.add(RevocationSettings.SECTION);
        all.addAll(List.of(
                PipelineSettings.SECTION,
                PolicySettings.SECTION,
                TemplateSettings.SECTION,
                AccountSeparator.SECTION,
                DirectoriesSection.ORDER_SECTION,
                RulesSection.SECTION,
                HttpSettings.SECTION,
                AdminSettings.SECTION,
                ReloadableKeys.SECTION,
                LogSettings.SECTION,
                AuditSettings.SECTION,
                TracingSettings.SECTION,
                CheckSettings.SECTION));
        MOVED.forEach((from, to) -> all.add(Section.moved(from, to)));
        return new Section("", all);
    }
}
