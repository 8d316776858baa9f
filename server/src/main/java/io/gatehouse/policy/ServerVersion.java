package io.gatehouse.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A nats-server's version, and what this server does that others do not. A fix reached 2.14 and 2.15 in a patch of each.
 */
public record ServerVersion(int major, int minor, int patch) {
    private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4}).*");
    private static final ServerVersion NEWEST = new ServerVersion(9999, 0, 0);

    /** The version of a text; null when it is written in no way that is known. */
    public static @Nullable ServerVersion parse(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        return matcher.matches()
                ? new ServerVersion(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)))
                : null;
    }

    /** The same, with the newest for what cannot be read. */
    public static ServerVersion of(String text) {
        ServerVersion version = parse(text);
        return version == null ? NEWEST : version;
    }

    /** Whether it holds users that a callout lets in to their {@code subs} and {@code payload}: 2.14.10 and 2.15.3. */
    public boolean enforcesLimits() {
        return has(10, 3);
    }

    /** Whether a reload in config mode leaves callout clients connected: 2.14.10 and 2.15.3. */
    public boolean keepsClientsAtReload() {
        return has(10, 3);
    }

    /** Whether {@code $SYS.REQ.USER.INFO} has the queue groups of permissions: 2.10 does not. */
    public boolean tellsQueuePermissions() {
        return major > 2 || minor > 10;
    }

    /**
     * Whether a subscription hears nothing that is denied when it overlaps what is denied without being wider, as {@code *.*.x}
     * does {@code _INBOX.>}: 2.11.16, 2.12.7, 2.14.0.
     */
    public boolean deniesWhatOverlaps() {
        if (major != 2 || minor > 12 || minor < 11) {
            return major > 2 || (major == 2 && minor > 12);
        }
        return patch >= (minor == 11 ? 16 : 7);
    }

    /** Whether it is 2.14 with this patch, 2.15 with that one, or newer. */
    private boolean has(int patchOf14, int patchOf15) {
        if (major != 2 || minor > 15 || minor < 14) {
            return major > 2 || (major == 2 && minor > 15);
        }
        return patch >= (minor == 14 ? patchOf14 : patchOf15);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
