package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.PacedLogins.Login;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The logins that came before a fault, during it, and after its end.
 *
 * @param recovering those of the time in which everybody has to be answered again
 * @param begun when the fault began, as {@link System#nanoTime()}
 * @param ended when it ended
 */
record OutageLogins(
        Fault fault,
        List<Login> before,
        List<Login> during,
        List<Login> recovering,
        List<Login> after,
        long begun,
        long ended) {
    /** So far a 99th centile of a few milliseconds goes up and down beside a directory that a fault does not concern. */
    private static final Duration NOISE = Duration.ofMillis(10);

    /** Whether the machine does nothing else: then it shows whether a neighbor is slower. */
    private static final boolean IS_QUIET = System.getProperty("gatehouse.faults.quiet") != null;

    /** Those that any machine is late with now and then. */
    private static final double SOME = 0.02;

    /** Those that this one is. */
    private static final double FEW = IS_QUIET ? SOME : 0.1;

    private static final int CENTILE = 99;

    /** Whether all of them are answered, but for a few. */
    static boolean areServed(List<Login> logins) {
        return new LoginFigures(logins).answered() >= 1 - FEW;
    }

    /** What is to be told of it. */
    OutageReport report(String directory, int connections, int threads) {
        return new OutageReport(
                directory,
                fault,
                ofDirectory(during).answered(),
                wrong().size(),
                recovery(SOME),
                ofNeighbor(before).centile(CENTILE),
                ofNeighbor(during).centile(CENTILE),
                connections,
                threads);
    }

    /** Nobody is refused or let in by the fault, all are answered soon after it, and others at any time. */
    void verify(OutageReport report, Duration recovery, Duration budget) {
        assertThat(wrong()).as("what is wrong by a fault: %s", report).isEmpty();
        assertServed("before the fault", before);
        assertServed("from two seconds after the fault on: " + report, after);
        assertThat(recovery(FEW))
                .as("%s", report)
                .isLessThanOrEqualTo(isBackAtOnce() ? recovery.plus(budget) : recovery);
        assertThat(ofNeighbor(during).answered())
                .as("of another directory: %s", report)
                .isGreaterThanOrEqualTo(1 - FEW);
        if (IS_QUIET) {
            assertThat(report.neighborDuring())
                    .as("of another directory: %s", report)
                    .isLessThanOrEqualTo(longest(report.neighborBefore().multipliedBy(2), NOISE));
        }
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static void assertServed(String when, List<Login> logins) {
        assertThat(ofDirectory(logins).answered())
                .as("share of answers " + when)
                .isGreaterThanOrEqualTo(1 - FEW);
    }

    private List<Login> wrong() {
        return Stream.of(before, during, recovering, after)
                .flatMap(all -> new LoginFigures(all).wrong().stream())
                .toList();
    }

    /** What is between has come back as soon as there are new connections. */
    private boolean isBackAtOnce() {
        return fault == Fault.HALF_OPEN;
    }

    private Duration recovery(double share) {
        List<Login> later = Stream.of(isBackAtOnce() ? during : List.<Login>of(), recovering, after)
                .flatMap(List::stream)
                .toList();
        return ofDirectory(later).recovery(isBackAtOnce() ? begun : ended, share);
    }

    private static LoginFigures ofDirectory(List<Login> logins) {
        return new LoginFigures(
                logins.stream().filter(login -> !isOfNeighbor(login)).toList());
    }

    private static LoginFigures ofNeighbor(List<Login> logins) {
        return new LoginFigures(
                logins.stream().filter(OutageLogins::isOfNeighbor).toList());
    }

    private static boolean isOfNeighbor(Login login) {
        return NeighborDirectory.USER.equals(login.expected().login().user());
    }
}
