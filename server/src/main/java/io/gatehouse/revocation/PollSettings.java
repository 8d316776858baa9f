package io.gatehouse.revocation;

import java.time.Duration;

/**
 * How directories that can only be asked are asked about users with sessions.
 *
 * @param interval how often each of these users is asked about; zero for never
 * @param most the percentage of a directory's users who may be gone or other than before at once; of more, no session is closed
 */
public record PollSettings(Duration interval, int most) {
    /** Nobody is asked about. */
    public static final PollSettings OFF = new PollSettings(Duration.ZERO, 10);

    /** Whether anybody is asked about. */
    public boolean isOn() {
        return !interval.isZero();
    }
}
