package io.gatehouse.load.cli;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.LoadExitCode;
import io.gatehouse.testbed.NatsServerException;
import io.gatehouse.testbed.tools.ToolMissingException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the load tool's process begins. */
public final class LoadMain {
    private static final int HELP_WIDTH = 110;

    private LoadMain() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LoadToolCommand())
                .setCommandName("gatehouse load")
                .setUsageHelpWidth(HELP_WIDTH)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(LoadMain::misused)
                .setExecutionExceptionHandler(new FailureReport());
    }

    /** What is wrong, and where to read on: the whole usage would push it out of sight. */
    private static int misused(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        line.getErr().println(command + ": " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, line.getErr());
        line.getErr().println("Try '" + command + " --help'.");
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Says what went wrong: in words where we have them, with the stack where it is a mistake of ours. */
    private static final class FailureReport implements IExecutionExceptionHandler {
        /** Their messages say what is wrong and what to do. */
        private static final List<Class<? extends Exception>> TOLD_IN_WORDS =
                List.of(LoadException.class, ToolMissingException.class, NatsServerException.class);

        @Override
        public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
            if (TOLD_IN_WORDS.stream().anyMatch(type -> type.isInstance(e))) {
                line.getErr().println("gatehouse load: " + e.getMessage());
            } else {
                e.printStackTrace(line.getErr());
            }
            return LoadExitCode.FAILED;
        }
    }
}
