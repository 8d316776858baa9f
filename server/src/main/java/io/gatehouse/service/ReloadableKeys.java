package io.gatehouse.service;

import java.util.List;

/** Which keys a reload takes; all others are read at the start only. */
final class ReloadableKeys {
    /** Keys, and sections whose keys are all taken. */
    private static final List<String> TAKEN = List.of(
            "accounts",
            "directories",
            "passwords.per_source",
            "cache",
            "failures",
            "lookups",
            "callout.directory_order",
            "callout.session",
            "callout.allowed_accounts",
            "callout.template_values",
            "check");

    /** Those of them that say nothing of what an identity may. */
    private static final List<String> WITHOUT_POLICY = List.of(
            "directories", "passwords", "cache", "failures", "lookups", "callout.directory_order", "check");

    private ReloadableKeys() {}

    /** Whether a reload takes the key at a path. */
    static boolean has(String path) {
        return isAmong(TAKEN, path);
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
