package io.gatehouse.service;

import io.gatehouse.directory.chain.DirectorySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What has changed in a configuration.
 *
 * @param taken the paths of the keys that a reload takes, against what is in force
 * @param needRestart the paths of the others, against what the service was started with
 */
record ConfigurationChange(List<String> taken, List<String> needRestart) {
    private static final String ACCOUNTS = "accounts";
    private static final String ORDER = "callout.directory_order";
    private static final String XKEY = "xkey.seed";
    private static final String CONNECTION = "nats";
    private static final List<String> ADMIN_TOKEN = List.of("http.admin_token", "http.admin_token_file");
    private static final List<String> LOOKUPS =
            List.of("passwords.per_source", "cache", "failures", "lookups", "guard");

    static ConfigurationChange of(GatehouseSettings started, GatehouseSettings inForce, GatehouseSettings read) {
        List<String> begun = begunOrEnded(started, read);
        Predicate<String> isTaken = path -> ReloadableKeys.has(path) && !ReloadableKeys.isAmong(begun, path);
        List<String> taken = new ArrayList<>(read.source().changesSince(inForce.source()).stream()
                .filter(isTaken)
                .toList());
        if (!read.accounts().equals(inForce.accounts()) && !touches(taken, ACCOUNTS)) {
            // A list of accounts names files with keys in them.
            taken.add(ACCOUNTS);
        }
        if (isReordered(inForce, read) && !taken.contains(ORDER)) {
            // The order in which a file has them is no key's.
            taken.add(ORDER);
        }
        read.connection().changesSince(inForce.connection()).stream()
                .filter(path -> !taken.contains(path))
                .forEach(taken::add);
        List<String> others = new ArrayList<>(read.source().changesSince(started.source()).stream()
                .filter(isTaken.negate())
                .toList());
        if (read.xkeys().isEmpty() != inForce.xkeys().isEmpty()) {
            // All requests are sealed, or none is.
            taken.remove(XKEY);
            others.add(XKEY);
        }
        return new ConfigurationChange(List.copyOf(taken), List.copyOf(others));
    }

    /** What the service does since its start, or not at all: the sections that would begin it, or end it. */
    private static List<String> begunOrEnded(GatehouseSettings started, GatehouseSettings read) {
        List<String> sections = new ArrayList<>();
        if ((started.revocation() == null) != (read.revocation() == null)) {
            sections.add("revocation");
        }
        if ((started.shared() == null) != (read.shared() == null)) {
            sections.add("cache.shared");
        }
        if ((started.tracing() == null) != (read.tracing() == null)) {
            sections.add("tracing");
        }
        if (started.admin().token() == null && read.admin().token() != null) {
            // Nobody listens for admin requests.
            sections.addAll(ADMIN_TOKEN);
        }
        return sections;
    }

    /** Whether the service is to connect to nats-server anew. */
    boolean isOfConnection() {
        return touches(taken, CONNECTION);
    }

    private static boolean isReordered(GatehouseSettings one, GatehouseSettings other) {
        List<String> before = names(one);
        List<String> now = names(other);
        return !before.stream()
                .filter(now::contains)
                .toList()
                .equals(now.stream().filter(before::contains).toList());
    }

    private static List<String> names(GatehouseSettings settings) {
        return settings.directories().stream().map(DirectorySettings::name).toList();
    }

    /** Whether what an identity may is another thing. */
    boolean isOfPolicy() {
        return taken.stream().anyMatch(ReloadableKeys::isOfPolicy);
    }

    /** Whether admin requests have to bring another token, or have none to bring any more. */
    boolean isOfAdminToken() {
        return taken.stream().anyMatch(path -> ReloadableKeys.isAmong(ADMIN_TOKEN, path));
    }

    /** Whether directories are asked in another way. */
    boolean isOfLookups() {
        return taken.stream().anyMatch(path -> ReloadableKeys.isAmong(LOOKUPS, path));
    }

    /** Whether a directory has to be opened anew: which logins it is asked about, what is remembered of it, and its guard may change. */
    boolean reopens(String directory) {
        String own = "directories." + directory;
        return taken.stream()
                .filter(path -> path.startsWith(own + "."))
                .anyMatch(
                        path -> !ReloadableKeys.isAmong(List.of(own + ".match", own + ".cache", own + ".guard"), path));
    }

    private static boolean touches(List<String> paths, String section) {
        return paths.stream().anyMatch(path -> ReloadableKeys.isAmong(List.of(section), path));
    }
}
