package io.gatehouse.service;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.time.Duration;
import java.util.List;

/** How often the configuration is looked at, and which of its keys a reload takes; all others are read at the start only. */
final class ReloadableKeys {
    private static final Key<Duration> RELOAD = Key.duration("reload", "1s", "0s", "1h")
            .help("How often the configuration file is looked at for changes, which are"
                    + " [taken](../guides/operating.md#change-the-configuration) once it has stayed the same from one look"
                    + " to the next; `0s` for never, but on SIGHUP and admin requests.");

    static final Section SECTION = Section.of("config", RELOAD);

    /** Keys, and sections whose keys are all taken. */
    private static final List<String> TAKEN = List.of(
            "issuer.seed",
            "xkey.seed",
            "nats.creds",
            "nats.user",
            "nats.password",
            "nats.password_file",
            "nats.nkey",
            "nats.token",
            "nats.token_file",
            "nats.tls",
            "accounts",
            "directories",
            "rules",
            "passwords.per_source",
            "cache",
            "failures",
            "lookups",
            "guard",
            "callout.directory_order",
            "callout.session",
            "callout.allowed_accounts",
            "callout.template_values",
            "callout.account_separator",
            "audit",
            "revocation.poll",
            "revocation.poll_brake",
            "check");

    /** Those below them that are not. */
    private static final List<String> NOT_TAKEN =
            List.of("cache.shared", "audit.to", "audit.required", "audit.queue", "audit.stream");

    /** Those of them that say nothing of what an identity may. */
    private static final List<String> WITHOUT_POLICY = List.of(
            "xkey",
            "nats",
            "directories",
            "passwords",
            "cache",
            "failures",
            "lookups",
            "guard",
            "callout.directory_order",
            "audit",
            "revocation",
            "check");

    private ReloadableKeys() {}

    /** The pause between two looks; zero for never. */
    static Duration pause(Values root) {
        return root.in(SECTION).get(RELOAD);
    }

    /** Whether a reload takes the key at a path. */
    static boolean has(String path) {
        return isAmong(TAKEN, path) && !isAmong(NOT_TAKEN, path);
    }

    /** Whether what an identity may follows from the key at a path. */
    static boolean isOfPolicy(String path) {
        return has(path) && !isAmong(WITHOUT_POLICY, path);
    }

    /** Whether a path is one of these, or below one of them. */
    static boolean isAmong(List<String> paths, String path) {
        return paths.stream().anyMatch(taken -> path.equals(taken) || path.startsWith(taken + "."));
    }
}
