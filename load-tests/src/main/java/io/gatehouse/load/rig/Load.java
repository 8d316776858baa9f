package io.gatehouse.load.rig;

import io.gatehouse.load.options.ExitCode;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.servers.ServersCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
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
public final class Load {
    private final List<String> words = new ArrayList<>(List.of("--json"));

    Load() {}

    /** Adds an option with its value. */
    public Load with(String option, String value) {
        words.add(option);
        words.add(value);
        return this;
    }

    /** Adds an option that has no value. */
    public Load flag(String option) {
        words.add(option);
        return this;
    }

    /** Open loop: so many requests a second, whatever becomes of them. */
    public Load rate(double perSecond) {
        return with("--rate", number(perSecond));
    }

    /** Closed loop: so many requests under way at any time. */
    public Load concurrency(int requests) {
        return with("--concurrency", Integer.toString(requests));
    }

    public Load lasting(Duration duration) {
        return with("--duration", duration.toMillis() + "ms");
    }

    /** What is sent before anything is counted. */
    public Load warmUp(Duration duration) {
        return with("--warmup", duration.toMillis() + "ms");
    }

    /** What is sent behind, uncounted: without it the end of an overload is a rest in which what waits is answered. */
    public Load coolDown(Duration duration) {
        return with("--cooldown", duration.toMillis() + "ms");
    }

    /** Measures the processes of these services. */
    public Load watching(Running... services) {
        for (Running service : services) {
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
        StringWriter out = new StringWriter();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        int exit = new CommandLine(new ServersCommand())
                .setOut(new PrintWriter(out))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    failure.set(e);
                    return ExitCode.FAILED;
                })
                .execute(words.toArray(String[]::new));
        // Where nothing was right, or something wrong, that is what was found: the caller judges it.
        if (exit != ExitCode.OK && exit != ExitCode.MISSED) {
            throw failed(exit, failure.get());
        }
        return FiguresReader.read(out.toString());
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
