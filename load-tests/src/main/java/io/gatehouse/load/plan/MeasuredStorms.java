package io.gatehouse.load.plan;

import io.gatehouse.load.clients.policy.ClientLibrary;
import io.gatehouse.load.plan.storm.Costs;
import io.gatehouse.load.plan.storm.Fleet;
import io.gatehouse.load.plan.storm.OpenLoad;
import io.gatehouse.load.plan.storm.SimulatedBackend;
import io.gatehouse.load.plan.storm.SimulatedBrokers;
import io.gatehouse.load.plan.storm.SimulatedService;
import io.gatehouse.load.plan.storm.Storm;
import io.gatehouse.load.plan.storm.StormOutcome;
import io.gatehouse.load.plan.storm.StormSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The storms of {@code docs/benchmarks.md}, and what the simulation says of each. Broker restarts had clients, servers and Gatehouse
 * on two cores; the others are requests to one instance at a steady rate.
 */
final class MeasuredStorms {
    /** CPU time of nats-server for a login, in microseconds: 0.3 ms for an attempt that comes to nothing, as much again for one that does. */
    static final double SERVER_LOGIN_MICROS = 600;

    private static final double MILLIS_OF_MICRO = 1e-3;
    private static final double CORES = 2;
    private static final double CLIENT_ATTEMPT_MILLIS = 0.09;
    private static final Costs PLAIN = new Costs(0.031, 0.031, 0);
    private static final long SEED = 1;

    /**
     * A restart that was measured.
     *
     * @param limit for how many seconds it was watched
     * @param end seconds until all were back in all its runs; of one that did not end, the percentage of those who were still out
     * @param attempts in all its runs
     */
    private record Restart(
            int clients,
            int servers,
            int acceptQueue,
            int jitterMillis,
            int limit,
            boolean ended,
            Range end,
            Range attempts) {
        static Restart ended(
                int clients, int servers, int acceptQueue, int jitterMillis, Range seconds, Range attempts) {
            return new Restart(clients, servers, acceptQueue, jitterMillis, 90, true, seconds, attempts);
        }

        static Restart neverEnded(int clients, int servers, int acceptQueue, int limit, double stillOut, int attempts) {
            return new Restart(
                    clients, servers, acceptQueue, 100, limit, false, Range.of(stillOut), Range.of(attempts));
        }
    }

    /** The least and the most of several runs. */
    private record Range(double least, double most) {
        static Range of(double one) {
            return new Range(one, one);
        }
    }

    /** Of the sixth it is what was measured in three runs of six; in the others hardly anybody came back. */
    private static final List<Restart> RESTARTS = List.of(
            Restart.ended(20_000, 2, 256, 100, new Range(16, 25), new Range(50_000, 74_000)),
            Restart.ended(19_800, 1, 256, 100, new Range(17, 24), new Range(46_000, 66_000)),
            Restart.ended(19_800, 1, 128, 100, Range.of(18), Range.of(45_000)),
            Restart.ended(19_800, 1, 512, 100, new Range(21, 24), new Range(59_000, 73_000)),
            Restart.ended(19_800, 1, 1_024, 100, Range.of(24), Range.of(63_000)),
            Restart.ended(19_800, 1, 4_096, 100, new Range(31, 39), new Range(49_000, 128_000)),
            Restart.ended(15_000, 1, 4_096, 100, new Range(23, 28), new Range(35_000, 62_000)),
            Restart.ended(7_500, 1, 4_096, 100, Range.of(7.7), Range.of(11_800)),
            Restart.ended(19_500, 1, 4_096, 10_000, Range.of(12.6), Range.of(19_500)),
            Restart.neverEnded(19_800, 1, 65_535, 60, 97.0, 284_000),
            Restart.neverEnded(20_000, 2, 4_096, 90, 99.4, 429_000));

    private MeasuredStorms() {}

    static List<Compared> compare() {
        List<Compared> all = new ArrayList<>();
        RESTARTS.forEach(restart -> add(all, restart));
        all.add(cpuShare(RESTARTS.get(0), new Range(0.07, 0.10)));
        all.add(warm(10, new Range(86, 99)));
        all.add(warm(20, new Range(74, 89)));
        all.add(open(
                "first logins, 10 times what one thread can hash",
                new SimulatedService(1, CORES, 1, new Costs(0.031, 0.031, 48), 0, 0, Duration.ZERO),
                null,
                209,
                Range.of(20.9)));
        all.add(open(
                "web service of 1,000/s, asked 5,000 times a second",
                new SimulatedService(1, CORES, 1, new Costs(0.031, 0.142, 0), 0, 0, Duration.ZERO),
                new SimulatedBackend(1_000, 50, false),
                5_000,
                new Range(965, 967)));
        return all;
    }

    private static void add(List<Compared> all, Restart restart) {
        StormOutcome outcome = Storm.of(settings(restart));
        String name = name(restart);
        String figure = restart.ended() ? "all back, s" : "% still out after " + restart.limit() + " s";
        double out = 100.0 * (outcome.clients() - outcome.back()) / outcome.clients();
        all.add(new Compared(
                name,
                figure,
                restart.end().least(),
                restart.end().most(),
                restart.ended() ? outcome.secondsUntil(1) : out));
        all.add(new Compared(
                name,
                "attempts",
                restart.attempts().least(),
                restart.attempts().most(),
                outcome.counts().attempts()));
    }

    private static Compared cpuShare(Restart restart, Range measured) {
        return new Compared(
                name(restart),
                "CPU of Gatehouse, of servers'",
                measured.least(),
                measured.most(),
                Storm.of(settings(restart)).cpuShare());
    }

    private static String name(Restart restart) {
        return String.format(
                Locale.ROOT,
                "%,d clients, %s, queue %,d%s",
                restart.clients(),
                restart.servers() == 1 ? "1 server" : restart.servers() + " servers",
                restart.acceptQueue(),
                restart.jitterMillis() == 100 ? "" : ", jitter " + restart.jitterMillis() / 1000 + " s");
    }

    private static StormSettings settings(Restart restart) {
        return new StormSettings(
                new Fleet(
                        restart.clients(),
                        ClientLibrary.NATS_GO.policy().withJitter(Duration.ofMillis(restart.jitterMillis())),
                        CLIENT_ATTEMPT_MILLIS),
                new SimulatedBrokers(
                        1,
                        restart.servers(),
                        CORES,
                        restart.acceptQueue(),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(100),
                        SERVER_LOGIN_MICROS * MILLIS_OF_MICRO),
                new SimulatedService(1, CORES, 1, PLAIN, 1, 0, Duration.ZERO),
                null,
                CORES,
                Duration.ofSeconds(restart.limit()),
                SEED);
    }

    /** Goodput of an instance on a fifth of a core, of what it can. */
    private static Compared warm(int times, Range measured) {
        double capacity = 0.2 * Duration.ofSeconds(1).toMillis() / PLAIN.warm();
        SimulatedService service = new SimulatedService(1, 0.2, 1, PLAIN, 1, 0, Duration.ZERO);
        OpenLoad.Found found = OpenLoad.of(service, null, times * capacity, 1_000, Duration.ofSeconds(10));
        return new Compared(
                "known users, " + times + " times what 0.2 cores can",
                "% of that in time",
                measured.least(),
                measured.most(),
                100 * found.answersPerSecond() / capacity);
    }

    private static Compared open(
            String name, SimulatedService service, @Nullable SimulatedBackend backend, double rate, Range measured) {
        int strangers = (int) (rate * 60);
        OpenLoad.Found found = OpenLoad.of(service, backend, rate, strangers, Duration.ofSeconds(10));
        return new Compared(name, "in time a second", measured.least(), measured.most(), found.answersPerSecond());
    }
}
