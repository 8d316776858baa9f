package io.gatehouse.load.scenario;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.GatehouseService;
import io.gatehouse.load.rig.Repository;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.ServersRun;
import io.gatehouse.load.rig.ServiceUnderTest;
import io.gatehouse.load.rig.TestEnvironment;
import io.gatehouse.load.rig.UserFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A test environment with plain users, and the measurements that most scenarios are made of. Requests are sealed. */
final class ScenarioFixture implements AutoCloseable {
    /** Requests under way when a service is to be busy. */
    private static final int CONCURRENCY = 64;

    /** At the beginning of each measured run, for what is slower after a pause. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private static final int SEARCHES = 3;

    /** How long a rate is tried: as long as it takes for the queue of a rate that is a little too high to grow. */
    private static final String TRIAL = "6s";

    /** The share of what a closed loop gets answered that a capacity must be. */
    private static final double BELIEVABLE = 0.75;

    private final TestEnvironment environment;
    private final UserFiles users;
    private final ScenarioSettings settings;

    private ScenarioFixture(TestEnvironment environment, UserFiles users, ScenarioSettings settings) {
        this.environment = environment;
        this.users = users;
        this.settings = settings;
    }

    static ScenarioFixture open(ScenarioSettings settings) {
        TestEnvironment environment = TestEnvironment.open();
        try {
            return new ScenarioFixture(environment, UserFiles.plain(environment, settings.users()), settings);
        } catch (RuntimeException e) {
            environment.close();
            throw e;
        }
    }

    /** Gatehouse as it is set up by the settings. */
    ServiceUnderTest gatehouse() {
        return gatehouse("Gatehouse", List.of());
    }

    /** Gatehouse with more settings. */
    ServiceUnderTest gatehouse(String name, List<String> more) {
        List<String> all = new ArrayList<>(settings.settings());
        all.addAll(more);
        return new GatehouseService(name, Repository.ours().launcher(), all);
    }

    /** The users.json with the plain users. */
    Path smallDirectory() {
        return users.directory();
    }

    TestEnvironment environment() {
        return environment;
    }

    ScenarioSettings settings() {
        return settings;
    }

    /** Started a moment ago, without a limit. */
    RunningService start(ServiceUnderTest service) {
        return environment.start(service, users.directory(), Encryption.XKEY);
    }

    /** Started, kept busy until it is warm, and held to the quota. */
    RunningService warm(ServiceUnderTest service) {
        RunningService running = start(service);
        try {
            saturated(running).lasting(settings.warmUp()).run();
            running.hold(settings.quota());
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /** Right answers in time a second, at saturation. */
    double saturate(RunningService running) {
        return goodput(saturated(running));
    }

    /** A run that keeps a service busy. */
    ServersRun saturated(RunningService running) {
        return load(running).concurrency(CONCURRENCY);
    }

    /** Right answers in time a second, at a rate that is offered whatever becomes of them. */
    double offer(double rate, RunningService... running) {
        return goodput(load(running).rate(rate).coolDown(ScenarioSettings.BUDGET));
    }

    private double goodput(ServersRun run) {
        return run.warmUp(SETTLING).lasting(settings.measured()).run().value("in_time_per_s");
    }

    /** What a warm service does at multiples of its capacity, one after the other. */
    Figures measureSteps(ServiceUnderTest service, String factors, String... flags) {
        try (RunningService running = warm(service)) {
            ServersRun run = load(running)
                    .coolDown(ScenarioSettings.BUDGET)
                    .with("--steps", factors)
                    .with("--capacity", String.format(Locale.ROOT, "%.1f", capacity(running)))
                    .with("--step-duration", settings.measured().toMillis() + "ms");
            for (String flag : flags) {
                run.flag(flag);
            }
            Figures figures = run.run();
            running.check();
            return figures;
        }
    }

    /**
     * The highest rate with 99.9 % in time, as the load tool finds it. Searched for again where a closed loop gets far more
     * answered: then something disturbed the search, and every multiple of it would be wrong.
     *
     * @throws LoadException when there is no such rate
     */
    private double capacity(RunningService running) {
        double found = 0;
        for (int i = 0; i < SEARCHES; i++) {
            found = Math.max(found, search(running));
            double most = saturate(running);
            if (found >= BELIEVABLE * most) {
                return found;
            }
            settings.tell(String.format(
                    Locale.ROOT, "%.0f/s is not a believable capacity: %.0f/s were answered", found, most));
        }
        if (found > 0) {
            return found;
        }
        throw new LoadException(
                "No rate was found at which nearly all are in time: is this machine busy with something else, or"
                        + " the quota too small?");
    }

    private double search(RunningService running) {
        double found = load(running)
                .with("--steps", "1")
                .with("--capacity", "auto")
                .with("--step-duration", TRIAL)
                .run()
                .value("capacity_per_s");
        return Double.isNaN(found) ? 0 : found;
    }

    /** A run of the load tool that measures these services' processes. */
    ServersRun load(RunningService... running) {
        return environment.load(users.logins(), Encryption.XKEY).watching(running);
    }

    @Override
    public void close() {
        environment.close();
    }
}
