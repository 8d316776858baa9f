package io.gatehouse.load.clients.engine;

/**
 * What a group has counted since it began.
 *
 * @param loggedIn clients that are in now
 * @param lost clients that have given up
 * @param attempts connections dialled
 * @param retries attempts of them that followed one that failed
 * @param logins attempts that became a login
 * @param refused attempts that the server refused with an authentication error
 * @param timedOut attempts without a login within the connect timeout
 * @param unreachable attempts whose connection was refused
 * @param broken attempts whose connection ended in another way
 * @param dropped logins that ended
 * @param lagMaxMicros the most by which a wait or timeout was handled late, in microseconds: over a few milliseconds, the
 *     tool itself was short of CPU
 */
public record Counts(
        long loggedIn,
        long lost,
        long attempts,
        long retries,
        long logins,
        long refused,
        long timedOut,
        long unreachable,
        long broken,
        long dropped,
        long lagMaxMicros) {
    /** Nothing yet. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The sum of two groups' counts; the greater of their lags. */
    public Counts plus(Counts other) {
        return combine(other, 1, Math.max(lagMaxMicros, other.lagMaxMicros));
    }

    /** What was counted after an earlier time; clients in and lost as the difference too, the lag as it is. */
    public Counts since(Counts earlier) {
        return combine(earlier, -1, lagMaxMicros);
    }

    private Counts combine(Counts other, int sign, long lag) {
        return new Counts(
                loggedIn + sign * other.loggedIn,
                lost + sign * other.lost,
                attempts + sign * other.attempts,
                retries + sign * other.retries,
                logins + sign * other.logins,
                refused + sign * other.refused,
                timedOut + sign * other.timedOut,
                unreachable + sign * other.unreachable,
                broken + sign * other.broken,
                dropped + sign * other.dropped,
                lag);
    }
}
