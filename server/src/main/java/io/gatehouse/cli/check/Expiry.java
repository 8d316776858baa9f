package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Makes findings of what has expired or expires soon. */
final class Expiry {
    /** Enough to notice, and to hand out new ones. */
    static final Duration SOON = Duration.ofDays(14);

    private final Clock clock;
    private final Findings findings;

    Expiry(Clock clock, Findings findings) {
        this.clock = clock;
        this.findings = findings;
    }

    /** @param what such as {@code service.creds: the credentials} */
    void at(String what, Instant end, String remedy) {
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative() || left.isZero()) {
            findings.fail(what + " ended at " + end, remedy);
        } else if (left.compareTo(SOON) < 0) {
            findings.warn(what + " will end at " + end + ", in " + words(left), remedy);
        }
    }

    /** @param seconds since 1970, 0 for never */
    void at(String what, long seconds, String remedy) {
        if (seconds != 0) {
            at(what, Instant.ofEpochSecond(seconds), remedy);
        }
    }

    private static String words(Duration left) {
        if (left.toDays() > 1) {
            return left.toDays() + " days";
        }
        return left.toHours() > 1 ? left.toHours() + " hours" : left.toMinutes() + 1 + " minutes";
    }
}
