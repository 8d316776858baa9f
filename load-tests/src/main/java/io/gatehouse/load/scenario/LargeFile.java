package io.gatehouse.load.scenario;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.LiveHeap;
import io.gatehouse.load.rig.LoginProbe;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.Samples;
import io.gatehouse.load.rig.ServiceUnderTest;
import io.gatehouse.load.rig.TestEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A large users.json: read at the start, and again each time that another file takes its place by a rename. */
final class LargeFile {
    private static final Pattern LOADED = Pattern.compile("users: \\d+ users loaded");
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int CHANGES = 3;

    private final TestEnvironment environment;
    private final LargeUsers users;
    private final Path enabled;
    private final Path disabled;
    private final FileSwap swap;
    private boolean probeDisabled;

    LargeFile(TestEnvironment environment, LargeUsers users) {
        this.environment = environment;
        this.users = users;
        this.enabled = users.write(environment.file("enabled.json"), false);
        this.disabled = users.write(environment.file("disabled.json"), true);
        this.swap = FileSwap.at(environment.file("large.json"));
    }

    Figures measure(ServiceUnderTest service, SteadyLogins logins, Duration warmUp) {
        probeDisabled = true;
        long unused = replace();
        long begun = System.nanoTime();
        try (RunningService running = environment.start(service, swap.path(), Encryption.XKEY)) {
            Figures found = new Figures()
                    .put("load_s", (System.nanoTime() - begun) / 1e9)
                    .put("load_cpu_s", running.cpuSeconds())
                    .put("heap_mb", LiveHeap.megabytes(running.pid()));
            logins.warm(running, warmUp);
            return found.put("alone", logins.alone(running))
                    .put("reloads", logins.beside(running, Duration.ZERO, () -> reload(running)))
                    .put("in_force_ms", inForce(running));
        }
    }

    private double reload(RunningService running) {
        long mark = running.mark();
        long at = replace();
        String unused = running.await(LOADED, mark, LIMIT);
        return (System.nanoTime() - at) / 1e6;
    }

    /** The median of some changes of one user, from the rename on. */
    private double inForce(RunningService running) {
        List<Double> took = new ArrayList<>();
        try (LoginProbe probe = environment.probe(users.probe(), LargeUsers.PASSWORD, Encryption.XKEY)) {
            for (int i = 0; i < CHANGES; i++) {
                long mark = running.mark();
                long at = replace();
                took.add(probe.millisUntil(!probeDisabled, at));
                String unused = running.await(LOADED, mark, LIMIT);
            }
        }
        return new Samples(took).median();
    }

    /** Puts the other of the two files in the place of the one in use, and says when. */
    private long replace() {
        probeDisabled = !probeDisabled;
        return swap.replaceBy(probeDisabled ? disabled : enabled);
    }
}
