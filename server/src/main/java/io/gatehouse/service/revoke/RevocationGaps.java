package io.gatehouse.service.revoke;

import io.gatehouse.config.Durations;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.revocation.PollSettings;
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

    private static final String CLOSED_BY_REQUEST =
            "sessions of its users are closed by an admin request to /-/revoke or by gatehouse kick, and not when a user"
                    + " changes: ";

    /** Of directories that do not tell which of their users change, and are not asked, where live revocation is on. */
    public static List<String> warnings(PollSettings poll, List<DirectorySettings> directories) {
        return directories.stream()
                .filter(one -> isSilent(one) && !isPolled(poll, one))
                .map(one -> "directories." + one.name() + ": " + words(poll, one))
                .toList();
    }

    /**
     * All of it, by what it is about.
     *
     * @param on whether it is configured
     */
    public static Map<String, String> notes(boolean on, PollSettings poll, List<DirectorySettings> directories) {
        if (!on) {
            return Map.of("live revocation", OFF);
        }
        Map<String, String> notes = new LinkedHashMap<>();
        directories.stream()
                .filter(RevocationGaps::isSilent)
                .forEach(one -> notes.put("live revocation of directory " + one.name(), words(poll, one)));
        return notes;
    }

    private static boolean isSilent(DirectorySettings directory) {
        return !directory.unseenChanges().isEmpty();
    }

    private static boolean isPolled(PollSettings poll, DirectorySettings directory) {
        return poll.isOn() && directory.isPollable();
    }

    private static String words(PollSettings poll, DirectorySettings directory) {
        if (isPolled(poll, directory)) {
            return "it is asked every " + Durations.format(poll.interval())
                    + " about each of its users who has a session; until then the session of a user who has changed goes on";
        }
        String remedy = directory.isPollable()
                ? "; revocation.poll has it asked about users who have sessions"
                : "; revocation.poll does not reach it, since it is asked with users' credentials";
        return CLOSED_BY_REQUEST + directory.unseenChanges() + (directory.isPollable() || poll.isOn() ? remedy : "");
    }
}
