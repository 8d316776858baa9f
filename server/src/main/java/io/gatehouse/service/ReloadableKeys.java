package io.gatehouse.service;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How often the configuration is looked at, and which of its keys a reload takes; all others are read at the start only. */
final class ReloadableKeys {
    private static final Key<Duration> RELOAD = Key.duration("reload", "1s", "0s", "1h")
            .help("How often the configuration file is checked for changes, which are"
                    + " [applied](../guides/operating.md#change-the-configuration) once two checks in a row have"
                    + " seen the same content; with `0s` only on SIGHUP and admin requests.");

    static final Section SECTION = Section.of("config", RELOAD);

    /** Keys, and sections whose keys are all taken. */
    private static final List<String> TAKEN = with(
            Stream.of("nats", "revocation.nats", "cache.shared.nats", "audit.stream.nats")
                    .flatMap(ReloadableKeys::login),
            "issuer.seed",
            "xkey.seed",
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
            "revocation.secret",
            "revocation.secret_file",
            "revocation.poll",
            "revocation.poll_brake",
            "http.admin_token",
            "http.admin_token_file",
            "tracing.headers",
            "tracing.headers_file",
            "cache.shared.secret",
            "cache.shared.secret_file",
            "check");

    /** Those that are not; of these and the others the longest decides. */
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
            "http",
            "tracing",
            "check");

    private ReloadableKeys() {}

    private static List<String> with(Stream<String> some, String... others) {
        return Stream.concat(some, Stream.of(others)).toList();
    }

    /** The keys of a login, below the section of its connection. */
    private static Stream<String> login(String connection) {
        return Stream.of("creds", "user", "password", "password_file", "nkey", "token", "token_file")
                .map(key -> connection + "." + key);
    }

    /** The pause between two looks; zero for never. */
    static Duration pause(Values root) {
        return root.in(SECTION).get(RELOAD);
    }

    /** Whether a reload takes the key at a path. */
    static boolean has(String path) {
        return longest(TAKEN, path) > longest(NOT_TAKEN, path);
    }

    /** Whether what an identity may follows from the key at a path. */
    static boolean isOfPolicy(String path) {
        return has(path) && !isAmong(WITHOUT_POLICY, path);
    }

    /** Whether a path is one of these, or below one of them. */
    static boolean isAmong(List<String> paths, String path) {
        return longest(paths, path) > 0;
    }

    /** The length of the longest of these that a path is, or is below of; 0 where there is none. */
    private static int longest(List<String> paths, String path) {
        return paths.stream()
                .filter(one -> path.equals(one) || path.startsWith(one + "."))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }
}
