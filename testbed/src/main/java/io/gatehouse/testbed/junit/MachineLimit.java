package io.gatehouse.testbed.junit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of the machine and cannot be installed, such as a feature of the kernel. Where it is missing the test is
 * left out, with {@code CI=true} too, and the {@link RealServerCounter} names it in the last line of the run.
 */
public final class MachineLimit {
    private static final String PREFIX = "Left out, since this machine has no ";

    private MachineLimit() {}

    /**
     * Ends the test here, as left out.
     *
     * @param missing what this machine does not have, and why, as in {@code writable /sys/fs/cgroup: it is read-only}
     */
    public static void leaveOut(String missing) {
        Assumptions.abort(PREFIX + missing);
    }

    /** What was missing, when a test ended with this for that reason. */
    static Optional<String> missing(@Nullable Throwable end) {
        String message = end == null ? null : end.getMessage();
        int at = message == null ? -1 : message.indexOf(PREFIX);
        return message == null || at < 0 ? Optional.empty() : Optional.of(message.substring(at + PREFIX.length()));
    }
}
