package io.gatehouse.load.scenario;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.RunningService;
import io.gatehouse.load.rig.Samples;
import io.gatehouse.load.rig.ServersRun;
import io.gatehouse.load.rig.TestEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;

/**
 * Logins at a steady rate, alone and beside something else that the service has to do.
 *
 * @param logins who logs in
 * @param lasting how long
 */
record SteadyLogins(TestEnvironment environment, Path logins, Duration lasting) {
    /** Logins a second: those of a large installation on an ordinary day. */
    static final double RATE = 500;

    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final int AT_A_TIME = 64;

    /** Until every user has logged in, and the service is warm. */
    void warm(RunningService running, Duration time) {
        Figures unused = environment
                .plainLoad(logins, Encryption.XKEY)
                .concurrency(AT_A_TIME)
                .lasting(time)
                .run();
    }

    /** Nothing else happens. */
    Figures alone(RunningService running) {
        return figures(run(running).run());
    }

    /**
     * Something is done again and again for all of the time.
     *
     * @param pause between two times
     * @param work does it once, and says how many milliseconds it took
     */
    Figures beside(RunningService running, Duration pause, DoubleSupplier work) {
        ServersRun run = run(running);
        CompletableFuture<Figures> found = CompletableFuture.supplyAsync(run::run);
        List<Double> took = new ArrayList<>();
        while (!isDoneAfter(found, pause)) {
            took.add(work.getAsDouble());
        }
        running.check();
        Samples millis = new Samples(took);
        return figures(found.join())
                .put("times", took.size())
                .put("median_ms", millis.median())
                .put("worst_ms", millis.worst(Samples.Better.LOWER));
    }

    private static boolean isDoneAfter(CompletableFuture<Figures> run, Duration pause) {
        try {
            Figures unused = run.get(pause.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true; // join tells with what
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted", e);
        }
    }

    private ServersRun run(RunningService running) {
        return environment
                .plainLoad(logins, Encryption.XKEY)
                .rate(RATE)
                .warmUp(SETTLING)
                .lasting(lasting)
                .watching(running);
    }

    private static Figures figures(Figures run) {
        Figures found = new Figures();
        for (String name :
                List.of("p50_ms", "p99_ms", "max_ms", "in_time", "cpu_us_per_answer", "sender_late_p99_ms")) {
            found.put(name, run.value(name));
        }
        return found.put("wrong", ServersRun.wrong(run)).put("lost", run.value("lost"));
    }
}
