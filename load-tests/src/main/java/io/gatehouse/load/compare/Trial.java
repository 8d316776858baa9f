package io.gatehouse.load.compare;

import io.gatehouse.load.rig.Reading;
import io.gatehouse.load.rig.Running;
import io.gatehouse.load.rig.Sealing;
import io.gatehouse.load.rig.Service;
import io.gatehouse.load.rig.Stage;
import io.gatehouse.load.rig.Users;
import java.time.Duration;

/** Measures one service once: starts it, warms it up without a limit, and takes its figures one after the other. */
final class Trial {
    /** At the beginning of each measured run, for what is slower after a pause. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Stage stage;
    private final Users users;
    private final Settings settings;

    Trial(Stage stage, Users users, Settings settings) {
        this.stage = stage;
        this.users = users;
        this.settings = settings;
    }

    Measured measure(Service service, Sealing sealing) {
        try (Running running = stage.start(service, users.directory(), sealing)) {
            busy(running, sealing, settings.warmUp());
            Reading steady = steady(running, sealing, settings.rate());
            running.hold(settings.quota());
            Reading full = busy(running, sealing, settings.measured());
            Reading half = full.goodput() > 1 ? steady(running, sealing, full.goodput() / 2) : Reading.NONE;
            running.check();
            return new Measured(
                    steady.cpuMicros(),
                    full.cpuMicros(),
                    full.goodput(),
                    half.p99Millis(),
                    full.rssMax(),
                    steady.wrong() + full.wrong() + half.wrong(),
                    steady.late() + full.late() + half.late());
        }
    }

    private Reading busy(Running running, Sealing sealing, Duration duration) {
        return new Reading(stage.load(users.logins(), sealing)
                .concurrency(settings.concurrency())
                .warmUp(SETTLING)
                .lasting(duration)
                .watching(running)
                .run());
    }

    private Reading steady(Running running, Sealing sealing, double rate) {
        return new Reading(stage.load(users.logins(), sealing)
                .rate(rate)
                .warmUp(SETTLING)
                .lasting(settings.measured())
                .watching(running)
                .run());
    }
}
