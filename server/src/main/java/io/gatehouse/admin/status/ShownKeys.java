package io.gatehouse.admin.status;

import java.util.Set;

/**
 * The keys of the configuration whose values are texts that are shown. A key that is not named here is told only to be given: URLs may have a
 * password in them, and so may texts that another program reads, such as queries and filters.
 */
final class ShownKeys {
    /** Whoever and wherever users are, and what they may: there is no secret below it. */
    private static final String RULES = "rules.";

    private static final Set<String> NAMED = Set.of(
            "instance",
            "nats.name",
            "nats.queue_group",
            "nats.tls.server_name",
            "directories.*.type",
            "directories.*.match.user",
            "directories.*.names.prefix",
            "directories.*.names.group_prefix",
            "directories.*.names.realm",
            "directories.*.trust_domain",
            "directories.*.groups_from",
            "directories.*.identity_pattern",
            "directories.*.bucket",
            "directories.*.host",
            "directories.*.database",
            "directories.*.base_dn",
            "directories.*.audiences",
            "directories.*.namespaces",
            "directories.*.issuer.audiences",
            "directories.*.issuer.claim_mappings.username.claim",
            "directories.*.issuer.claim_mappings.groups.claim",
            "directories.*.issuer.tls.server_name",
            "directories.*.nats.name",
            "directories.*.nats.tls.server_name",
            "directories.*.tls.server_name",
            "cache.shared.bucket",
            "cache.shared.nats.name",
            "cache.shared.nats.tls.server_name",
            "revocation.nats.name",
            "revocation.nats.tls.server_name",
            "callout.allowed_accounts",
            "callout.account_separator",
            "callout.directory_order",
            "http.listen",
            "http.admin_listen",
            "http.admin_hosts",
            "audit.stream.subject",
            "audit.stream.nats.name",
            "audit.stream.nats.tls.server_name");

    private ShownKeys() {}

    /** Whether the values of a key are shown, by its path with {@code *} for names. */
    static boolean has(String path) {
        return NAMED.contains(path) || path.startsWith(RULES);
    }
}
