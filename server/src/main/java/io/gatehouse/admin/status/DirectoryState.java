package io.gatehouse.admin.status;

import io.gatehouse.admin.Health.Reason;
import io.gatehouse.admin.Health.State;
import io.gatehouse.admin.status.Observed.OneDirectory;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How it is with a directory.
 *
 * @param why it is not well; empty where it is
 */
record DirectoryState(OneDirectory directory, Level level, String why) {
    /** How well it is. */
    enum Level {
        OK,
        /** It answers, though not by what is true now. */
        DEGRADED,
        /** It does not answer. */
        FAILING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static DirectoryState of(OneDirectory directory, State health) {
        String label = "directory " + directory.name();
        String waited = text(label, health.unmet());
        String failing = waited == null ? directory.outage() : waited;
        if (failing != null) {
            return new DirectoryState(directory, Level.FAILING, failing);
        }
        String note = text(label, health.notes());
        return note == null
                ? new DirectoryState(directory, Level.OK, "")
                : new DirectoryState(directory, Level.DEGRADED, note);
    }

    private static @Nullable String text(String name, List<Reason> reasons) {
        return reasons.stream()
                .filter(reason -> reason.name().equals(name))
                .map(Reason::text)
                .findFirst()
                .orElse(null);
    }

    /** What it is told by apart, so that it is known since when it is so. */
    String thing() {
        return "directory " + directory.name() + " " + level.word();
    }
}
