package io.gatehouse.load.options;

import io.gatehouse.load.report.Expectations;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.FiguresJson;
import io.gatehouse.load.report.HtmlPage;
import io.gatehouse.load.report.HtmlReport;
import io.gatehouse.load.report.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Option;

/** How the result of a command that measures is printed, and the bounds that it must keep; a picocli mixin. */
public class ResultOptions extends CheckedOptions {
    @Option(names = "--json", description = "Print the result as one JSON object; everything else goes to stderr.")
    private boolean json;

    @Option(
            names = "--expect",
            paramLabel = "'NAME>=N'",
            description = {
                "A bound on a figure of the JSON: if it does not hold, the exit code is 1; may be given several times.",
                "Comparisons: >= <= == != > <. Example: --expect 'in_time>=0.9' --expect 'wrong==0'"
            })
    private List<String> expect = new ArrayList<>();

    /**
     * Reads the expectations, before anything is run.
     *
     * @param known the names of all figures that the run will have
     * @throws picocli.CommandLine.ParameterException when one cannot be read or names no figure
     */
    public Expectations expectations(Collection<String> known) {
        return usable(() -> Expectations.parse(expect, known));
    }

    /** Prints a result on stdout, as JSON or as a table. */
    public void print(Figures figures, Table table) {
        PrintWriter out = commandLine().getOut();
        out.print(json ? FiguresJson.text(figures) + "\n" : table.text());
        out.flush();
    }

    /** Says of each expectation whether it is kept; whether all are. */
    public boolean keeps(Expectations expectations, Figures figures) {
        expectations.verdicts(figures).forEach(this::say);
        return expectations.hold(figures);
    }

    /**
     * Writes a file in whatever folder.
     *
     * @param option which named it, for the message of the exception
     * @throws LoadException when it cannot be written
     */
    public void write(String option, Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new LoadException(option + " " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Writes a report, with the command that made it.
     *
     * @throws LoadException when it cannot be written
     */
    public void writeReport(Path file, HtmlPage page, Figures figures) {
        write("--report", file, HtmlReport.html(page.fact("Command", CommandText.of(commandLine())), figures));
        say("The report is in " + file);
    }

    /** Prints a line that is not part of the result, on stderr. */
    public void say(String line) {
        PrintWriter err = commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
