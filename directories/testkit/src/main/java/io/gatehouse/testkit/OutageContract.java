package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.guard.FailureSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.scheduler.Scheduler;

/**
 * What becomes of logins while the backend of a directory fails: 300 come each second, each of them is looked up, and nobody is
 * refused or let in by a {@link Fault}; two seconds after its end everybody is answered. No thread is blocked meanwhile, nothing is
 * held longer than it is needed, and a directory beside it answers as before. The directory stands in a chain with its guard, as
 * in the service. The tests of a directory extend it, and say who logs in, and how each fault is made; {@link FaultProxy} makes
 * those of a network.
 */
@Timeout(120)
public abstract class OutageContract {
    /** Nobody waits longer for an answer; nor does the service. */
    private static final Duration BUDGET = Duration.ofMillis(1500);

    private static final int A_SECOND = 300;

    /** For who has no time for all faults. */
    private static final int FEW_A_SECOND = 100;

    private static final Duration RECOVERY = Duration.ofSeconds(2);
    private static final Duration AFTER = Duration.ofSeconds(1);
    private static final Duration FLAP = Duration.ofSeconds(1);

    /** How long what a directory held may be there after it was closed. */
    private static final Duration PARTING = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(20);

    private static final Duration WARM_UP = Duration.ofMillis(500);
    private static final int WARM_UPS = 20;

    private static final String THREADS = "gatehouse-";

    /** Nothing is remembered, so that the backend is asked about every login. */
    private static final CacheSettings UNCACHED =
            new CacheSettings(Duration.ZERO, Duration.ZERO, 0, CacheSettings.DEFAULT.maxBytes());

    /** What the directory is called in reports. */
    protected abstract String label();

    /** Opens the directory, so that its backend can have that fault; it is closed after each test. */
    protected abstract Directory open(Fault fault) throws Exception;

    /** One of those who are in the directory, with the right credential: the same for the same number, of a hundred or so. */
    protected abstract TestLogin right(int number);

    /** What the directory calls that one. */
    protected abstract String nameOf(int number);

    /** The same one with a wrong credential; null where a credential that is not right is nobody's. */
    protected abstract @Nullable TestLogin wrong(int number);

    /** One of those who are not in the directory. */
    protected abstract TestLogin unknown(int number);

    /** Puts a fault before the backend, or takes it away again. It is never told {@link Fault#FLAPS}. */
    protected abstract void inject(Fault fault) throws Exception;

    /** How many connections to the backend there are. */
    protected abstract int connections();

    /** How many of these the directory may have when all is well. */
    protected abstract int mostConnections();

    /** The faults that it can have: those that a proxy makes, if nothing else is said. */
    protected Set<Fault> faults() {
        return EnumSet.complementOf(EnumSet.of(
                Fault.NONE, Fault.BUSY, Fault.CREDENTIALS_EXPIRED, Fault.NAME_GONE, Fault.CERTIFICATE_EXPIRED));
    }

    /** How the directory is asked. */
    protected LookupSettings settings() {
        return new LookupSettings(
                UNCACHED, FailureSettings.NONE, LookupSettings.DEFAULT_LOOKUPS, LookupSettings.DEFAULT.singleFlight());
    }

    /** One fault, and a short one, of all; it wants a machine that does nothing else, as they do. */
    @Test
    @Tag("full")
    final void aRefusedConnectionRefusesAndLetsInNobody() throws Exception {
        assertSurvives(Fault.REFUSED, FEW_A_SECOND, Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    /** By the fault before it. */
    @Tag("full")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    final void refusesAndLetsInNobodyByAFaultAndIsThereTwoSecondsAfterItsEnd(Fault fault) throws Exception {
        if (!faults().contains(fault)) {
            OutageReport.leaveNone(label(), fault);
        }
        assumeTrue(faults().contains(fault), "it cannot have this fault");
        assertSurvives(fault, A_SECOND, Duration.ofSeconds(2), Duration.ofSeconds(4))
                .leave();
    }

    private OutageReport assertSurvives(Fault fault, int perSecond, Duration before, Duration outage) throws Exception {
        inject(Fault.NONE);
        Set<Thread> known = threads();
        try (BufferLeaks leaks = new BufferLeaks()) {
            OutageReport report = reported(fault, perSecond, before, outage, known);
            assertNone("connections", () -> Collections.nCopies(connections(), "open"));
            assertNone("threads", () -> since(known));
            leaks.assertNone();
            return report;
        } finally {
            inject(Fault.NONE);
        }
    }

    private OutageReport reported(Fault fault, int perSecond, Duration before, Duration outage, Set<Thread> known)
            throws Exception {
        Scheduler thread = BlockingCallDetector.scheduler();
        try (NeighborDirectory neighbor = new NeighborDirectory();
                Directory directory = open(fault)) {
            DirectoryChain chain = new ChainBuilder(settings(), LookupRecorder.NONE)
                    .add(NeighborDirectory::isItsOwn, neighbor)
                    .add(login -> !NeighborDirectory.isItsOwn(login), directory)
                    .build();
            PacedLogins logins = new PacedLogins(chain, this::logins, perSecond, BUDGET, thread);
            OutageReport report = assertSurvives(fault, logins, before, outage, known);
            chain.stopProbing();
            assertThat(report.connections()).as("connections").isLessThanOrEqualTo(mostConnections());
            return report;
        } finally {
            thread.dispose();
        }
    }

    private OutageReport assertSurvives(
            Fault fault, PacedLogins logins, Duration before, Duration outage, Set<Thread> known) throws Exception {
        warmUp(logins);
        List<PacedLogins.Login> calm = logins.come(before);
        BlockingCallDetector.find().ifPresent(BlockingCallDetector::forget);
        long begun = System.nanoTime();
        List<PacedLogins.Login> during = comeDuring(fault, logins, outage);
        inject(Fault.NONE);
        long ended = System.nanoTime();
        List<PacedLogins.Login> recovering = logins.come(RECOVERY);
        List<PacedLogins.Login> after = logins.come(AFTER);
        OutageLogins all = new OutageLogins(fault, calm, during, recovering, after, begun, ended);
        OutageReport report = all.report(label(), connections(), since(known).size());
        all.verify(report, RECOVERY, BUDGET);
        BlockingCallDetector.find()
                .ifPresent(detector ->
                        assertThat(detector.foundAnywhere()).as("%s", report).isEmpty());
        return report;
    }

    /** Until all is answered, once what answers is loaded and compiled. */
    private static void warmUp(PacedLogins logins) {
        for (int i = 0; i < WARM_UPS; i++) {
            if (OutageLogins.areServed(logins.come(WARM_UP))) {
                return;
            }
        }
    }

    private List<PacedLogins.Login> comeDuring(Fault fault, PacedLogins logins, Duration outage) throws Exception {
        if (fault != Fault.FLAPS) {
            inject(fault);
            return logins.come(outage);
        }
        List<PacedLogins.Login> all = new ArrayList<>();
        for (long i = 0; i < outage.dividedBy(FLAP); i++) {
            inject(i % 2 == 0 ? Fault.DOWN : Fault.NONE);
            all.addAll(logins.come(FLAP));
        }
        return all;
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(THREADS))
                .collect(Collectors.toSet());
    }

    private static List<Thread> since(Set<Thread> known) {
        return threads().stream().filter(thread -> !known.contains(thread)).toList();
    }

    private static void assertNone(String what, Supplier<List<?>> there) {
        long until = System.nanoTime() + PARTING.toNanos();
        while (!there.get().isEmpty() && until - System.nanoTime() > 0) {
            PacedLogins.waitUntil(System.nanoTime() + LOOK.toNanos());
        }
        assertThat(there.get()).as(what).isEmpty();
    }

    /** Of four logins, two are right, one is wrong, and one is nobody's; with each comes one for another directory. */
    private List<PacedLogins.Expected> logins(int number) {
        TestLogin guest = TestLogin.password(NeighborDirectory.USER, "any");
        return List.of(login(number), new PacedLogins.Expected(guest, NeighborDirectory.USER));
    }

    private PacedLogins.Expected login(int number) {
        if (number % 4 < 2) {
            return new PacedLogins.Expected(right(number), nameOf(number));
        }
        TestLogin wrong = number % 4 == 2 ? wrong(number) : null;
        return new PacedLogins.Expected(wrong == null ? unknown(number) : wrong, null);
    }
}
