package io.gatehouse.cli.convert;

import io.gatehouse.cli.convert.parts.ImportFailure;
import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportReport.Outcome;
import io.gatehouse.cli.convert.parts.ImportRequest;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.init.NewFiles;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.files.FileErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse import}: the users and settings of another service, as those of Gatehouse. */
@Command(
        name = "import",
        description = {
            "Converts the configuration of another service into sections of gatehouse.yaml and a users.json: nats-server's"
                    + " own users, an htpasswd file, or the settings of nats-iam-broker, mosquitto-go-auth or EMQX.",
            "Each setting is carried over, or listed with its line and what to do. Nothing is ever overwritten, files with"
                    + " secrets get mode 0600, and no secret is printed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse import server.conf",
            "  gatehouse import .htpasswd --account APP1 --out imported",
            "  gatehouse import emqx.conf --from emqx --account APP1",
            "  gatehouse import service.yaml idp.yaml rbac.yaml --from nats-iam-broker",
            "",
            "Exit codes: 0 it was imported (there may be things to do), 1 it failed, 2 the command line is wrong."
        })
public final class ImportSettingsCommand implements Callable<Integer> {
    private static final String REPORT = "import-report.txt";

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "What to import. Several files of nats-iam-broker are one configuration.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Option(
            names = "--from",
            paramLabel = "FORMAT",
            description = "nats-server, htpasswd, nats-iam-broker, mosquitto-go-auth or emqx. May be left out where the"
                    + " file tells it.")
    private @Nullable SourceFormat format;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "The account that users are placed in, where the source knows no accounts.")
    private @Nullable String account;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "imported",
            description = "The folder to write into. Default: imported")
    private Path out = Path.of("imported");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    public ImportSettingsCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Path> sources =
                files.stream().map(context.workingDirectory()::resolve).toList();
        SourceFormat known = format == null ? SourceFormat.of(sources.get(0)) : format;
        ImportedParts parts = new ImportedParts();
        known.reader().read(new ImportRequest(sources, account, context.environment()), parts);
        parts.shareNames();
        if (parts.isEmpty()) {
            printReport(parts.report());
            throw new ImportFailure("It contains nothing about logins that can be imported; nothing was written");
        }
        write(parts, known);
        printReport(parts.report());
        printNext(parts.report());
        return ExitCode.OK;
    }

    private void write(ImportedParts parts, SourceFormat known) {
        NewFiles written = new NewFiles();
        parts.addTo(
                written,
                "# Imported from " + known + " by gatehouse import; " + REPORT + " tells what became of each"
                        + " setting.\n# Every key: docs/reference/configuration.md\n");
        written.add(
                REPORT,
                parts.report().entries().stream().map(entry -> entry + "\n").collect(Collectors.joining()));
        try {
            written.write(
                    context.workingDirectory().resolve(out).toAbsolutePath().normalize());
        } catch (FileAlreadyExistsException e) {
            throw new ImportFailure(
                    e.getFile() + " " + e.getReason() + "; nothing was written. Choose another folder.");
        } catch (IOException e) {
            throw new ImportFailure(out + " could not be written: " + FileErrors.words(e) + "; nothing is left of it.");
        }
    }

    private void printReport(ImportReport report) {
        PrintWriter printed = spec.commandLine().getOut();
        report.entries().stream()
                .filter(entry -> entry.outcome() == Outcome.CHANGED || entry.outcome() == Outcome.LEFT)
                .forEach(printed::println);
        printed.println(Arrays.stream(Outcome.values())
                .filter(outcome -> report.count(outcome) > 0)
                .map(outcome -> report.count(outcome) + " " + outcome.words())
                .collect(Collectors.joining(", ")));
    }

    private void printNext(ImportReport report) {
        PrintWriter printed = spec.commandLine().getOut();
        printed.println();
        printed.println("Wrote " + out + ". What became of each setting is in " + out.resolve(REPORT) + ".");
        if (report.count(Outcome.LEFT) > 0) {
            printed.println("Go through the TODO lines above before you use it.");
        }
        printed.println("Next: docs/guides/import.md");
    }
}
