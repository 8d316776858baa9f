package io.gatehouse.load.compare;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.ServersRun;
import io.gatehouse.load.rig.ServiceUnderTest;
import io.gatehouse.load.rig.TestEnvironment;
import io.gatehouse.load.rig.UserFiles;
import java.time.Duration;
import java.util.List;

/** Measures one service once: starts it, warms it up without a limit, and takes its figures one after the other. */
final class ServiceMeasurement {
    /** At the beginning of each measured run, for what is slower after a pause. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final TestEnvironment environment;
    private final UserFiles users;
    private final ComparisonSettings settings;

    ServiceMeasurement(TestEnvironment environment, UserFiles users, ComparisonSettings settings) {
        this.environment = environment;
        this.users = users;
        this.settings = settings;
    }

    ServiceFigures measure(ServiceUnderTest service, Encryption encryption) {
        try (RunningService running = environment.start(service, users.directory(), encryption)) {
            busy(running, encryption, settings.warmUp());
            Figures steady = steady(running, encryption, settings.rate());
            running.hold(settings.quota());
            Figures full = busy(running, encryption, settings.measured());
            double capacity = full.value("in_time_per_s");
            Figures half = capacity > 1 ? steady(running, encryption, capacity / 2) : new Figures();
            running.check();
            List<Figures> runs = List.of(steady, full, half);
            return new ServiceFigures(
                    steady.value("cpu_us_per_answer"),
                    full.value("cpu_us_per_answer"),
                    capacity,
                    half.value("p99_ms"),
                    full.value("rss_max_mb"),
                    runs.stream().mapToDouble(ServersRun::wrong).sum(),
                    runs.stream().mapToDouble(run -> run.value("late")).sum());
        }
    }

    private Figures busy(RunningService running, Encryption encryption, Duration duration) {
        return environment
                .load(users.logins(), encryption)
                .concurrency(settings.concurrency())
                .warmUp(SETTLING)
                .lasting(duration)
                .watching(running)
                .run();
    }

    private Figures steady(RunningService running, Encryption encryption, double rate) {
        return environment
                .load(users.logins(), encryption)
                .rate(rate)
                .warmUp(SETTLING)
                .lasting(settings.measured())
                .watching(running)
                .run();
    }
}
