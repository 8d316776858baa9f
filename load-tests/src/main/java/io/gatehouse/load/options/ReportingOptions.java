package io.gatehouse.load.options;

import io.gatehouse.load.process.ProcessSampler;
import io.gatehouse.load.report.Expectations;
import io.gatehouse.load.report.ProgressBar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for progress, results and expectations, and for what is measured beside; a picocli mixin. */
public final class ReportingOptions extends ResultOptions {
    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write the result as one self-contained page with plots.")
    private @Nullable Path report;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "The service's process, whose CPU time and memory are measured; several are added up.")
    private List<Long> pids = new ArrayList<>();

    @Option(
            names = "--server-pid",
            paramLabel = "PID",
            description = "The nats-server's process, measured as well; several are added up.")
    private List<Long> serverPids = new ArrayList<>();

    @Option(names = "--progress", description = "Show progress even where stderr is not a terminal.")
    private boolean progress;

    /** Samples the processes of {@code --pid}. */
    public ProcessSampler sampleService() {
        return usable(() -> ProcessSampler.start("--pid", pids));
    }

    /** Samples the processes of {@code --server-pid}. */
    public ProcessSampler sampleServer() {
        return usable(() -> ProcessSampler.start("--server-pid", serverPids));
    }

    /** A progress bar on stderr; silent where stderr is not a terminal, unless --progress is given. */
    public ProgressBar progress(String task, long total) {
        return ProgressBar.onStderr(progress, task, total);
    }

    /** Tells the outcome in every form that was asked for; returns the exit code. */
    public int finish(RunReport outcome, Expectations expectations) {
        print(outcome.figures(), outcome.table());
        if (report != null) {
            writeReport(report, outcome.page(), outcome.figures());
        }
        boolean kept = keeps(expectations, outcome.figures());
        outcome.faults().forEach(fault -> say("Failed: " + fault));
        return outcome.faults().isEmpty() && kept ? LoadExitCode.OK : LoadExitCode.MISSED;
    }
}
