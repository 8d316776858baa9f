package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.directory.guard.FailureSettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What becomes of logins while the backend of a directory fails: 300 come each second, each of them is looked up, and nobody is
 * refused or let in by a {@link Fault}; two seconds after its end everybody is answered. The directory stands in a chain with its
 * guard, as in the service. The tests of a directory extend it, and say who logs in, and how a fault gets before the real thing;
 * {@link FaultProxy} does so for a server.
 */
@Timeout(120)
public abstract class OutageContract {
    /** Nobody waits longer for an answer; nor does the service. */
    private static final Duration BUDGET = Duration.ofMillis(1500);

    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration OUTAGE = Duration.ofSeconds(3);
    private static final Duration RECOVERY = Duration.ofSeconds(2);
    private static final Duration AFTER = Duration.ofSeconds(1);

    /** All but those that a busy machine is late with. */
    private static final double ALL = 0.98;

    /** Nothing is remembered, so that the backend is asked about every login. */
    private static final CacheSettings UNCACHED =
            new CacheSettings(Duration.ZERO, Duration.ZERO, 0, CacheSettings.DEFAULT.maxBytes());

    /** Opens the directory; it is closed after each test. */
    protected abstract Directory open() throws Exception;

    /** One of those who are in the directory, with the right credential: the same for the same number, of a hundred or so. */
    protected abstract TestLogin right(int number);

    /** What the directory calls that one. */
    protected abstract String nameOf(int number);

    /** The same one with a wrong credential; null where a credential that is not right is nobody's. */
    protected abstract @Nullable TestLogin wrong(int number);

    /** One of those who are not in the directory. */
    protected abstract TestLogin unknown(int number);

    /** Puts a fault before the backend, or takes it away again. */
    protected abstract void inject(Fault fault) throws Exception;

    /** The faults that it can have. */
    protected Set<Fault> faults() {
        return EnumSet.of(Fault.SLOW, Fault.DOWN, Fault.GARBAGE, Fault.HANGS);
    }

    /** How the directory is asked. */
    protected LookupSettings settings() {
        return new LookupSettings(
                UNCACHED, FailureSettings.NONE, LookupSettings.DEFAULT_LOOKUPS, LookupSettings.DEFAULT.singleFlight());
    }

    /** By the fault before it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    final void refusesAndLetsInNobodyByAFaultAndIsThereTwoSecondsAfterItsEnd(Fault fault) throws Exception {
        assumeTrue(faults().contains(fault), "it cannot have this fault");
        inject(Fault.NONE);
        try (Directory directory = open()) {
            DirectoryChain chain = new ChainBuilder(settings(), LookupRecorder.NONE)
                    .add(Match.ALL, directory)
                    .build();
            assertSurvives(fault, new PacedLogins(chain, this::login, BUDGET));
        } finally {
            inject(Fault.NONE);
        }
    }

    private void assertSurvives(Fault fault, PacedLogins logins) throws Exception {
        assertServes("before the fault", logins.come(BEFORE));
        inject(fault);
        List<PacedLogins.Login> during = logins.come(OUTAGE);
        inject(Fault.NONE);
        List<PacedLogins.Login> recovering = logins.come(RECOVERY);
        List<PacedLogins.Login> after = logins.come(AFTER);

        for (List<PacedLogins.Login> all : List.of(during, recovering, after)) {
            assertThat(all).as("what is wrong by a fault").noneMatch(PacedLogins.Login::isWrong);
        }
        assertServes("from two seconds after the fault on", after);
    }

    private static void assertServes(String when, List<PacedLogins.Login> logins) {
        assertThat(logins).noneMatch(PacedLogins.Login::isWrong);
        double answered =
                (double) logins.stream().filter(PacedLogins.Login::isAnswered).count() / logins.size();
        assertThat(answered).as("share of answers " + when).isGreaterThanOrEqualTo(ALL);
    }

    /** Of four logins, two are right, one is wrong, and one is nobody's. */
    private PacedLogins.Expected login(int number) {
        if (number % 4 < 2) {
            return new PacedLogins.Expected(right(number), nameOf(number));
        }
        TestLogin wrong = number % 4 == 2 ? wrong(number) : null;
        return new PacedLogins.Expected(wrong == null ? unknown(number) : wrong, null);
    }
}
