package io.gatehouse.cli;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.config.Suggestion;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse help}: the same as {@code --help}. */
@Command(
        name = "help",
        description = "Lists all commands, or explains one.",
        footerHeading = "%nExamples:%n",
        footer = {"  gatehouse help", "  gatehouse help run"})
final class HelpCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to explain.")
    private @Nullable String command;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine all = spec.parent().commandLine();
        CommandLine line = command == null ? all : all.getSubcommands().get(command);
        if (line == null) {
            throw new ParameterException(spec.commandLine(), unknown(all, String.valueOf(command)));
        }
        line.usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private static String unknown(CommandLine all, String command) {
        return "There is no command '" + command + "'"
                + Suggestion.nearest(command, all.getSubcommands().keySet())
                        .map(near -> ". Did you mean " + near + "?")
                        .orElse("");
    }
}
