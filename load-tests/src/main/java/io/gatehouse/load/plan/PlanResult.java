package io.gatehouse.load.plan;

import io.gatehouse.load.plan.storm.Fleet;
import io.gatehouse.load.plan.storm.SimulatedBrokers;
import io.gatehouse.load.plan.storm.SimulatedService;
import io.gatehouse.load.plan.storm.StormSecond;
import io.gatehouse.load.plan.storm.StormSettings;
import io.gatehouse.load.report.FigureSet;
import io.gatehouse.load.report.NumberFormat;
import io.gatehouse.load.report.Table;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plans that were tried, from the smallest to the largest.
 *
 * @param limit what keeps every plan from holding; null where one holds, or only one was looked at
 */
record PlanResult(List<PlanRow> rows, @Nullable Limit limit) {
    /** What is too slow, however many instances there are. */
    enum Limit {
        /** The clients' own waits, or how long the servers are down. */
        CLIENTS,
        /** The nats-servers. */
        SERVERS,
        /** What the directory asks. */
        BACKEND,
        /** The instances: so many were not tried. */
        INSTANCES
    }

    private static final double LONG_QUEUE_MILLIS = 250;

    private static final String DOUBT =
            "Do not rely on this: more clients come at once than the servers can handle, and wait in long accept"
                    + " queues. Some real storms like this ended, others never did; the simulation cannot tell which will."
                    + " Plan with a shorter --accept-queue or a longer --reconnect-jitter.";

    private static final FigureSet<StormSecond> SECOND = new FigureSet<StormSecond>()
            .count("t_s", StormSecond::number)
            .count("back", StormSecond::back)
            .count("attempts", StormSecond::attempts)
            .count("requests", StormSecond::requests)
            .count("answers", StormSecond::answers)
            .count("shed", StormSecond::shed)
            .count("waiting", StormSecond::waiting);

    static final FigureSet<PlanResult> FIGURES = new FigureSet<PlanResult>()
            .flag("holds", PlanResult::holds)
            .flag("doubtful", PlanResult::isDoubtful)
            .count("clients", result -> result.settings().fleet().clients())
            .count("clusters", result -> result.settings().brokers().clusters())
            .count("servers", result -> result.settings().brokers().all())
            .number("within_s", result -> result.chosen().withinSeconds())
            .number("answer_us", result -> result.settings().service().costs().warm() * 1000)
            .number(
                    "cold_answer_us",
                    result -> result.settings().service().costs().cold() * 1000)
            .number("hash_ms", result -> result.settings().service().costs().hash())
            .number("server_login_us", result -> result.settings().brokers().loginMillis() * 1000)
            .group("plan", PlanRow.FIGURES, PlanResult::chosen)
            .list("tried", PlanRow.FIGURES, PlanResult::rows)
            .list("series", SECOND, result -> result.chosen().outcome().seconds());

    PlanResult {
        rows = List.copyOf(rows);
    }

    /** The smallest plan that holds; the largest one where none does. */
    PlanRow chosen() {
        return rows.stream().filter(PlanRow::holds).findFirst().orElse(rows.get(rows.size() - 1));
    }

    boolean holds() {
        return chosen().holds();
    }

    private StormSettings settings() {
        return chosen().settings();
    }

    Table table() {
        return PlanRow.FIGURES.table(rows);
    }

    /**
     * Whether it rests on what the simulation is known to be wrong about: more clients at once than a server can let in meet a queue
     * of connections that is longer than what it can work off in a quarter of a second.
     */
    boolean isDoubtful() {
        SimulatedBrokers brokers = settings().brokers();
        Fleet fleet = settings().fleet();
        double perMilli = brokers.cores() / brokers.shareMillis();
        double each = (double) fleet.clients() / brokers.all();
        return brokers.acceptQueue() > LONG_QUEUE_MILLIS * perMilli
                && each > brokers.acceptQueue()
                && each > fleet.policy().jitter().toMillis() * perMilli;
    }

    /** What is to be said below the table. */
    String verdict() {
        return isDoubtful() ? outcome() + "\n" + DOUBT : outcome();
    }

    private String outcome() {
        PlanRow plan = chosen();
        int count = settings().fleet().clients();
        String clients = NumberFormat.WHOLE.text(count) + (count == 1 ? " client" : " clients");
        String within = seconds(plan.withinSeconds());
        if (plan.holds()) {
            return clients + (count == 1 ? " is" : " are") + " back within " + within + " with "
                    + instances(plan.instances()) + " of "
                    + cores(plan.settings().service().cores()) + " and "
                    + plan.memory().processMib() + (plan.instances() == 1 ? " MiB" : " MiB each")
                    + ": GATEHOUSE_OPTS=-Xmx"
                    + plan.memory().heapMib() + "m, cache.max_bytes: "
                    + plan.memory().cacheMib() + "MiB, passwords.threads: "
                    + plan.settings().service().hashingThreads() + ".";
        }
        return "Not held: after " + within + " "
                + NumberFormat.WHOLE.text((double) plan.outcome().back()) + " of " + clients + " are back" + lost(plan)
                + ". "
                + why();
    }

    private static String lost(PlanRow plan) {
        long lost = plan.outcome().lostForGood();
        return lost == 0 ? "" : ", and " + NumberFormat.WHOLE.text((double) lost) + " have given up for good";
    }

    private String why() {
        if (limit == null) {
            return "Only this plan was simulated: leave --instances out to search for one that holds.";
        }
        return switch (limit) {
            case CLIENTS ->
                "No number of instances or servers helps: clients wait "
                        + seconds(toSeconds(settings().fleet().policy().reconnectWait())) + ", and up to "
                        + seconds(toSeconds(settings().fleet().policy().jitter()))
                        + " more by their jitter, before each attempt, and the servers are down for "
                        + seconds(toSeconds(settings().brokers().down())) + ". A longer --within does.";
            case SERVERS ->
                "No number of instances helps: the nats-servers cannot handle more logins in that time."
                        + " More servers, a longer --reconnect-jitter, or a shorter --accept-queue does.";
            case BACKEND ->
                "No number of instances helps: the backend cannot answer more in that time."
                        + " A larger --backend-rate, a shared cache, or a larger --warm-share does.";
            case INSTANCES -> tooManyInstances();
        };
    }

    private String tooManyInstances() {
        double hash = settings().service().costs().hash();
        double budget = SimulatedService.BUDGET.toMillis();
        return hash > budget
                ? "A hash takes " + seconds(hash / 1000) + ", longer than an answer may, which is "
                        + seconds(budget / 1000) + ": store passwords with a cheaper hash."
                : "More than " + PlanSearch.MOST + " instances of each cluster were not tried:"
                        + " give each more --cores, or store passwords with a cheaper hash.";
    }

    private static double toSeconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static String instances(int count) {
        return count == 1 ? "one instance" : count + " instances";
    }

    private static String cores(double cores) {
        String count = NumberFormat.PLAIN_TENTHS.text(cores).replaceFirst("\\.0$", "");
        return count + (count.equals("1") ? " core" : " cores");
    }

    private static String seconds(double seconds) {
        return NumberFormat.PLAIN_TENTHS.text(seconds).replaceFirst("\\.0$", "") + " s";
    }
}
