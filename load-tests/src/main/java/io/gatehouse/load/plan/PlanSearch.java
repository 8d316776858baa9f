package io.gatehouse.load.plan;

import io.gatehouse.load.plan.storm.Costs;
import io.gatehouse.load.plan.storm.SimulatedBrokers;
import io.gatehouse.load.plan.storm.SimulatedService;
import io.gatehouse.load.plan.storm.StormSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Looks for the fewest instances with which all clients are back in time. It begins with what the CPU time of the work comes to,
 * doubles until a plan holds, and halves the distance to the largest that does not.
 */
final class PlanSearch {
    /** So many instances of a cluster are the most that are tried. */
    static final int MOST = 512;

    private static final double NOTHING = 1e-6;

    private final StormSettings asked;
    private final IntFunction<MemoryNeed> memory;
    private final PlanProgress progress;
    private final double within;
    private final TreeMap<Integer, PlanRow> tried = new TreeMap<>();

    /**
     * @param asked with the time within which all are to be back as its limit, and the fewest instances to be tried
     * @param memory what an instance needs, by how many there are of each cluster
     * @param progress is told how far it is
     */
    PlanSearch(StormSettings asked, IntFunction<MemoryNeed> memory, PlanProgress progress) {
        this.progress = progress;
        this.asked = asked;
        this.memory = memory;
        this.within = asked.limit().toMillis() / 1000.0;
    }

    /** All plans that were tried, from the smallest to the largest: the first that holds is the plan. */
    PlanResult search() {
        int least = asked.service().instances();
        int fails = least - 1;
        int holds = Math.max(least, Math.min(MOST, atLeast(asked)));
        while (!holds(holds)) {
            fails = holds;
            if (holds == MOST || !holdsWithFreeService(asked.brokers(), true)) {
                return new PlanResult(all(), limit());
            }
            holds = Math.min(MOST, 2 * holds);
        }
        while (holds - fails > 1) {
            int middle = (fails + holds) / 2;
            if (holds(middle)) {
                holds = middle;
            } else {
                fails = middle;
            }
        }
        return new PlanResult(all(), null);
    }

    /** One plan, watched for longer than it was asked to take. */
    PlanResult only(Duration watched) {
        PlanRow row = row(asked.withLimit(watched));
        return new PlanResult(List.of(row), null);
    }

    private boolean holds(int instances) {
        return tried.computeIfAbsent(instances, count -> row(asked.withInstances(count)))
                .holds();
    }

    private List<PlanRow> all() {
        return new ArrayList<>(tried.values());
    }

    private PlanResult.Limit limit() {
        if (!holdsWithFreeService(asked.brokers().free(), false)) {
            return PlanResult.Limit.CLIENTS;
        }
        if (!holdsWithFreeService(asked.brokers(), false)) {
            return PlanResult.Limit.SERVERS;
        }
        return holdsWithFreeService(asked.brokers(), true) ? PlanResult.Limit.INSTANCES : PlanResult.Limit.BACKEND;
    }

    /** Whether all would be back in time if Gatehouse took no time at all, and the backend, if it is asked, as long as it does. */
    private boolean holdsWithFreeService(SimulatedBrokers brokers, boolean asking) {
        SimulatedService service = asked.service();
        SimulatedService free =
                new SimulatedService(1, MOST, 1, new Costs(NOTHING, NOTHING, 0), service.warmShare(), 0, Duration.ZERO);
        StormSettings settings = new StormSettings(
                asked.fleet(),
                brokers,
                free,
                asking ? asked.backend() : null,
                asked.sharedCores(),
                asked.limit(),
                asked.seed());
        return row(settings).holds();
    }

    private PlanRow row(StormSettings settings) {
        return new PlanRow(settings, memory.apply(settings.service().instances()), progress.simulate(settings), within);
    }

    /** How many instances of each cluster have as much CPU time as the work takes, if no login had to be begun twice. */
    static int atLeast(StormSettings settings) {
        SimulatedService service = settings.service();
        double clients =
                (double) settings.fleet().clients() / settings.brokers().clusters();
        double cold = clients * (1 - service.warmShare());
        double seconds = settings.limit()
                        .minus(settings.fleet().policy().reconnectWait())
                        .toMillis()
                / 1000.0;
        if (seconds <= 0) {
            return 1;
        }
        double hashing = cold * service.costs().hash() / 1000 / (seconds * hashingCores(service));
        double answering = (clients - cold) * service.costs().warm()
                + cold * service.costs().cold();
        double working = answering / 1000 / (seconds * service.cores());
        return (int) Math.max(1, Math.min(MOST, Math.ceil(Math.max(hashing, working))));
    }

    private static double hashingCores(SimulatedService service) {
        return Math.min(service.hashingThreads(), service.cores());
    }
}
