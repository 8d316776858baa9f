package io.gatehouse.load.scenario;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.rig.GatehouseService;
import io.gatehouse.load.rig.Load;
import io.gatehouse.load.rig.Reading;
import io.gatehouse.load.rig.Repository;
import io.gatehouse.load.rig.Running;
import io.gatehouse.load.rig.Sealing;
import io.gatehouse.load.rig.Service;
import io.gatehouse.load.rig.Stage;
import io.gatehouse.load.rig.Users;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A stage with plain users, and the moves that most scenarios make on it. Requests are sealed. */
final class Workbench implements AutoCloseable {
    /** Requests under way when a service is to be busy. */
    private static final int CONCURRENCY = 64;

    /** At the beginning of each measured run, for what is slower after a pause. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private static final int SEARCHES = 3;

    /** How long a rate is tried: as long as it takes for the queue of a rate that is a little too high to grow. */
    private static final String TRIAL = "6s";

    /** The share of what a closed loop gets answered that a capacity must be. */
    private static final double BELIEVABLE = 0.75;

    private final Stage stage;
    private final Users users;
    private final Plan plan;

    private Workbench(Stage stage, Users users, Plan plan) {
        this.stage = stage;
        this.users = users;
        this.plan = plan;
    }

    static Workbench open(Plan plan) {
        Stage stage = Stage.open();
        try {
            return new Workbench(stage, Users.plain(stage, plan.users()), plan);
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    /** Gatehouse as it is set up by the plan. */
    Service gatehouse() {
        return gatehouse("Gatehouse", List.of());
    }

    /** Gatehouse with more settings. */
    Service gatehouse(String name, List<String> more) {
        List<String> settings = new ArrayList<>(plan.settings());
        settings.addAll(more);
        return new GatehouseService(name, Repository.ours().launcher(), settings);
    }

    /** Started a moment ago, without a limit. */
    Running fresh(Service service) {
        return stage.start(service, users.directory(), Sealing.XKEY);
    }

    /** Started, kept busy until it is warm, and held to the plan's quota. */
    Running warm(Service service) {
        Running running = fresh(service);
        try {
            load(running).concurrency(CONCURRENCY).lasting(plan.warmUp()).run();
            running.hold(plan.quota());
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /** Answers a second at saturation, with so many times the usual number of requests under way. */
    Reading saturate(int times, Running... running) {
        return new Reading(load(running)
                .concurrency(CONCURRENCY * times)
                .warmUp(SETTLING)
                .lasting(plan.measured())
                .run());
    }

    /** Answers in time at a rate that is offered whatever becomes of them. */
    Reading offer(double rate, Running... running) {
        return new Reading(load(running)
                .rate(rate)
                .warmUp(SETTLING)
                .coolDown(Plan.BUDGET)
                .lasting(plan.measured())
                .run());
    }

    /**
     * The highest rate with 99.9 % in time, as the load tool finds it. Searched for again where a closed loop gets far more
     * answered: then something disturbed the search, and every multiple of it would be wrong.
     *
     * @throws LoadException when there is no such rate
     */
    double capacity(Running running) {
        double found = 0;
        for (int i = 0; i < SEARCHES; i++) {
            found = Math.max(found, search(running));
            double most = saturate(1, running).goodput();
            if (found >= BELIEVABLE * most) {
                return found;
            }
            plan.tell(String.format(
                    Locale.ROOT, "%.0f/s is not a believable capacity: %.0f/s were answered", found, most));
        }
        if (found > 0) {
            return found;
        }
        throw new LoadException(
                "No rate was found at which nearly all are in time: is this machine busy with something else, or"
                        + " the quota too small?");
    }

    private double search(Running running) {
        double found = Storm.of(load(running)
                        .with("--steps", "1")
                        .with("--capacity", "auto")
                        .with("--step-duration", TRIAL)
                        .run())
                .capacity();
        return Double.isNaN(found) ? 0 : found;
    }

    /** Steps at multiples of a capacity, one after the other. */
    Load steps(String factors, double capacity, Running... running) {
        return load(running)
                .coolDown(Plan.BUDGET)
                .with("--steps", factors)
                .with("--capacity", String.format(Locale.ROOT, "%.1f", capacity))
                .with("--step-duration", plan.measured().toMillis() + "ms");
    }

    /** A run of the load tool that watches these services. */
    Load load(Running... running) {
        return stage.load(users.logins(), Sealing.XKEY).watching(running);
    }

    @Override
    public void close() {
        stage.close();
    }
}
