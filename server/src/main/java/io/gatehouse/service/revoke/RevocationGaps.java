package io.gatehouse.service.revoke;

import io.gatehouse.directory.chain.DirectorySettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What live revocation does not reach, by the configuration alone: sentences for operators. */
public final class RevocationGaps {
    /** Where it is not configured. */
    public static final String OFF =
            "live revocation is off: sessions of users who are disabled or removed go on until they"
                    + " end; revocation.nats, the login of a user of the system account, turns it on";

    private RevocationGaps() {}

    /** Of directories that do not tell which of their users change, where live revocation is on. */
    public static List<String> warnings(List<DirectorySettings> directories) {
        return directories.stream()
                .filter(RevocationGaps::isSilent)
                .map(one -> "directories." + one.name() + ": " + words(one))
                .toList();
    }

    /**
     * All of it, by what it is about.
     *
     * @param on whether it is configured
     */
    public static Map<String, String> notes(boolean on, List<DirectorySettings> directories) {
        if (!on) {
            return Map.of("live revocation", OFF);
        }
        Map<String, String> notes = new LinkedHashMap<>();
        directories.stream()
                .filter(RevocationGaps::isSilent)
                .forEach(one -> notes.put("live revocation of directory " + one.name(), words(one)));
        return notes;
    }

    private static boolean isSilent(DirectorySettings directory) {
        return !directory.unseenChanges().isEmpty();
    }

    private static String words(DirectorySettings directory) {
        return "sessions of its users are closed by an admin request to /-/revoke or by gatehouse kick, and not when a user"
                + " changes: " + directory.unseenChanges();
    }
}
