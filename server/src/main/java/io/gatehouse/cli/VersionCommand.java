package io.gatehouse.cli;

import io.gatehouse.cli.process.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse version}: the same as {@code --version}. */
@Command(
        name = "version",
        description = "Shows the version of Gatehouse and of the Java that it runs on.",
        footerHeading = "%nExamples:%n",
        footer = "  gatehouse version")
final class VersionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        for (String line : new Version().getVersion()) {
            spec.commandLine().getOut().println(line);
        }
        return ExitCode.OK;
    }
}
