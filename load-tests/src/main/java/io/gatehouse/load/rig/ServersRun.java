package io.gatehouse.load.rig;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.LoadExitCode;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.servers.ServersCommand;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * One run of {@code gatehouse load servers}, put together from its options. It runs in this process, so that the tool is
 * as warm in the last round as in the first but one, and so that several can run at once.
 */
public final class ServersRun {
    private final List<String> words = new ArrayList<>();

    ServersRun() {}

    /** Adds an option with its value. */
    public ServersRun with(String option, String value) {
        words.add(option);
        words.add(value);
        return this;
    }

    /** Adds an option that has no value. */
    public ServersRun flag(String option) {
        words.add(option);
        return this;
    }

    /** Open loop: so many requests a second, whatever becomes of them. */
    public ServersRun rate(double perSecond) {
        return with("--rate", number(perSecond));
    }

    /** Closed loop: so many requests under way at any time. */
    public ServersRun concurrency(int requests) {
        return with("--concurrency", Integer.toString(requests));
    }

    /** Closed loop: so many requests at most, with none before them. */
    public ServersRun requests(int most) {
        return with("--requests", Integer.toString(most));
    }

    public ServersRun lasting(Duration duration) {
        return with("--duration", duration.toMillis() + "ms");
    }

    /** What is sent before anything is counted. */
    public ServersRun warmUp(Duration duration) {
        return with("--warmup", duration.toMillis() + "ms");
    }

    /** What is sent behind, uncounted: without it the end of an overload is a rest in which what waits is answered. */
    public ServersRun coolDown(Duration duration) {
        return with("--cooldown", duration.toMillis() + "ms");
    }

    /** Measures the processes of these services. */
    public ServersRun watching(RunningService... services) {
        for (RunningService service : services) {
            with("--pid", Long.toString(service.pid()));
        }
        return this;
    }

    /**
     * Runs it.
     *
     * @throws LoadException when it could not measure
     */
    public Figures run() {
        ServersCommand servers = new ServersCommand();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        int exit = new CommandLine(servers)
                .setOut(new PrintWriter(Writer.nullWriter()))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    failure.set(e);
                    return LoadExitCode.FAILED;
                })
                .execute(words.toArray(String[]::new));
        // Where nothing was right, or something wrong, that is a result, which the caller evaluates.
        return servers.figures().orElseThrow(() -> failed(exit, failure.get()));
    }

    /** Wrong answers of a run, those before and after the measurement included; of a step, its own. */
    public static double wrong(Figures figures) {
        return whole(figures, "wrong");
    }

    /** Right answers of a run that came too late, counted as {@link #wrong} counts. */
    public static double late(Figures figures) {
        return whole(figures, "late");
    }

    /** Requests of a run that nobody answered, counted as {@link #wrong} counts. */
    public static double lost(Figures figures) {
        return whole(figures, "lost");
    }

    private static double whole(Figures figures, String figure) {
        return figures.value(figure) + uncounted(figures, "warmup", figure) + uncounted(figures, "cooldown", figure);
    }

    private static double uncounted(Figures figures, String part, String figure) {
        double count = figures.group(part).value(figure);
        return Double.isNaN(count) ? 0 : count;
    }

    private static LoadException failed(int exit, @Nullable Exception cause) {
        if (cause instanceof LoadException told) {
            return told;
        }
        return cause == null
                ? new LoadException("The load tool ended with exit code " + exit + "; see above")
                : new LoadException("The load tool failed: " + cause, cause);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
