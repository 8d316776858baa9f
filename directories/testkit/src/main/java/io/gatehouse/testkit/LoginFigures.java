package io.gatehouse.testkit;

import io.gatehouse.testkit.PacedLogins.Login;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Figures of logins that came in some time.
 *
 * @param logins in the order in which they came
 */
record LoginFigures(List<Login> logins) {
    private static final int CENTILES = 100;

    /** The share of those that were answered; waits for all. */
    double answered() {
        return logins.isEmpty()
                ? 1
                : (double) logins.stream().filter(Login::isAnswered).count() / logins.size();
    }

    List<Login> wrong() {
        return logins.stream().filter(Login::isWrong).toList();
    }

    /** How long an answer took that was slower than so many of a hundred; waits for all. */
    Duration centile(int which) {
        List<Long> times = logins.stream()
                .filter(Login::isAnswered)
                .map(login -> login.nanos().get())
                .sorted(Comparator.naturalOrder())
                .toList();
        return times.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(times.get(Math.min(times.size() - 1, times.size() * which / CENTILES)));
    }

    /**
     * From when on all were answered, but for some that a busy machine is late with.
     *
     * @param since when that begins, as {@link System#nanoTime()}
     * @param share of those that may have no answer
     */
    Duration recovery(long since, double share) {
        int mayFail = (int) (logins.size() * share);
        for (int i = logins.size() - 1; i >= 0; i--) {
            if (!logins.get(i).isAnswered() && --mayFail < 0) {
                return Duration.ofNanos(Math.max(0, logins.get(i).due() - since));
            }
        }
        return Duration.ZERO;
    }
}
