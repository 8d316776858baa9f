package io.gatehouse.service;

import java.util.ArrayList;
import java.util.List;

/**
 * What has changed in a configuration.
 *
 * @param taken the paths of the keys that a reload takes, against what is in force
 * @param needRestart the paths of the others, against what the service was started with
 */
record ConfigurationChange(List<String> taken, List<String> needRestart) {
    private static final String ACCOUNTS = "accounts";
    private static final List<String> LOOKUPS = List.of("passwords.per_source", "cache", "failures", "lookups");

    static ConfigurationChange of(GatehouseSettings started, GatehouseSettings inForce, GatehouseSettings read) {
        List<String> taken = new ArrayList<>(read.source().changesSince(inForce.source()).stream()
                .filter(ReloadableKeys::has)
                .toList());
        if (!read.accounts().equals(inForce.accounts()) && !touches(taken, ACCOUNTS)) {
            // A list of accounts names files with keys in them.
            taken.add(ACCOUNTS);
        }
        List<String> others = read.source().changesSince(started.source()).stream()
                .filter(path -> !ReloadableKeys.has(path))
                .toList();
        return new ConfigurationChange(List.copyOf(taken), others);
    }

    /** Whether what an identity may is another thing. */
    boolean isOfPolicy() {
        return taken.stream().anyMatch(ReloadableKeys::isOfPolicy);
    }

    /** Whether directories are asked in another way. */
    boolean isOfLookups() {
        return taken.stream().anyMatch(path -> ReloadableKeys.isAmong(LOOKUPS, path));
    }

    /** Whether a directory has to be opened anew: which logins it is asked about, and what is remembered of it, may change. */
    boolean reopens(String directory) {
        String own = "directories." + directory;
        return taken.stream()
                .filter(path -> path.startsWith(own + "."))
                .anyMatch(path -> !ReloadableKeys.isAmong(List.of(own + ".match", own + ".cache"), path));
    }

    private static boolean touches(List<String> paths, String section) {
        return paths.stream().anyMatch(path -> ReloadableKeys.isAmong(List.of(section), path));
    }
}
