package io.gatehouse.load.options;

import io.gatehouse.load.process.ProcessSampler;
import io.gatehouse.load.report.Expectations;
import io.gatehouse.load.report.FiguresJson;
import io.gatehouse.load.report.HtmlPage;
import io.gatehouse.load.report.HtmlReport;
import io.gatehouse.load.report.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for progress, results and expectations that every command of the load tool has; a picocli mixin. */
public final class ReportingOptions {
    @Option(names = "--json", description = "Print the result as one JSON object; everything else goes to stderr.")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write the result as one self-contained page with plots.")
    private @Nullable Path report;

    @Option(
            names = "--expect",
            paramLabel = "'NAME>=N'",
            description = {
                "A bound that a figure of the JSON must keep, else the exit code is 1; may be given several times.",
                "Comparisons: >= <= == != > <. Example: --expect 'in_time>=0.9' --expect 'wrong==0'"
            })
    private List<String> expect = new ArrayList<>();

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

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /**
     * Reads the expectations, before anything is run.
     *
     * @param known the names of all figures that the run will have
     * @throws ParameterException when one cannot be read or names no figure
     */
    public Expectations expectations(Collection<String> known) {
        try {
            return Expectations.parse(expect, known);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    /** Samples the processes of {@code --pid}. */
    public ProcessSampler sampleService() {
        return sample("--pid", pids);
    }

    /** Samples the processes of {@code --server-pid}. */
    public ProcessSampler sampleServer() {
        return sample("--server-pid", serverPids);
    }

    private ProcessSampler sample(String flag, List<Long> of) {
        try {
            return ProcessSampler.start(flag, of);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    /** A progress bar on stderr; silent where stderr is not a terminal, unless --progress is given. */
    public ProgressBar progress(String task, long total) {
        return ProgressBar.onStderr(progress, task, total);
    }

    /** Prints a line that is not part of the result, on stderr. */
    public void say(String line) {
        err().println(line);
        err().flush();
    }

    /** Tells the outcome in every form that was asked for; returns the exit code. */
    public int finish(RunReport outcome, Expectations expectations) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(FiguresJson.text(outcome.figures()));
        } else {
            out.print(outcome.table().text());
        }
        out.flush();
        if (report != null) {
            HtmlPage page = outcome.page().fact("Command", CommandText.of(spec.commandLine()));
            write(report, HtmlReport.html(page, outcome.figures()));
        }
        expectations.verdicts(outcome.figures()).forEach(this::say);
        outcome.faults().forEach(fault -> say("Failed: " + fault));
        return outcome.faults().isEmpty() && expectations.hold(outcome.figures())
                ? LoadExitCode.OK
                : LoadExitCode.MISSED;
    }

    private void write(Path file, String text) {
        try {
            Files.writeString(file, text);
            say("The report is in " + file);
        } catch (IOException e) {
            throw new LoadException("--report " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
