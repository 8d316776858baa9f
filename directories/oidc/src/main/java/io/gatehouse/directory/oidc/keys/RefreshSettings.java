package io.gatehouse.directory.oidc.keys;

import io.gatehouse.config.Key;
import io.gatehouse.config.Requirement;
import io.gatehouse.config.Values;
import java.time.Duration;

/**
 * When the keys of an issuer are asked for again.
 *
 * @param interval how often, while all is well
 * @param least the shortest time between two times that they are asked for because a token names a key that is not among them
 * @param maxAge how long keys are used that could not be asked for again
 * @param timeout how long asking may take
 */
public record RefreshSettings(Duration interval, Duration least, Duration maxAge, Duration timeout) {
    public RefreshSettings {
        Requirement.that(
                maxAge.compareTo(interval) >= 0, "keys must be used for as long as until they are asked for again");
    }

    /** Notes where keys could not be used for as long as until they are asked for again. */
    public static void check(Values in, Key<Duration> interval, Key<Duration> maxAge) {
        if (in.get(maxAge).compareTo(in.get(interval)) < 0) {
            in.problem(maxAge, "is shorter than " + interval.name() + ": there would be times without keys");
            in.problem(interval, "is longer than " + maxAge.name() + ": there would be times without keys");
        }
    }
}
