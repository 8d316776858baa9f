package io.gatehouse.cli;

import io.gatehouse.config.ConfigException;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.directory.file.UsersFileException;
import io.gatehouse.operations.HttpBindException;
import io.gatehouse.testbed.NatsServerException;
import io.gatehouse.testbed.tools.ToolMissingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Where the process begins. */
public final class Main {
    private static final int HELP_WIDTH = 100;

    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("run")) {
            Ed25519.fastest(); // is chosen on a thread of its own while the command line and the settings are read
        }
        System.exit(commandLine(Surroundings.ofProcess(), args).execute(args));
    }

    /** The command line, with the command that the arguments name, or with all of them when they name none. */
    static CommandLine commandLine(Surroundings surroundings, String... args) {
        CommandLine line = new CommandLine(new Gatehouse());
        Map<String, Supplier<Object>> commands = commands(surroundings);
        Supplier<Object> named = args.length == 0 ? null : commands.get(args[0]);
        if (named != null) {
            // Looking at the other commands would cost time at every start.
            line.addSubcommand(args[0], named.get());
        } else {
            commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
        }
        return line.setUsageHelpWidth(HELP_WIDTH)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setExecutionExceptionHandler(new Failures());
    }

    private static Map<String, Supplier<Object>> commands(Surroundings surroundings) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("run", () -> new RunCommand(surroundings));
        commands.put("init", () -> new InitCommand(surroundings));
        commands.put("check", () -> new CheckCommand(surroundings));
        commands.put("hash", () -> new HashCommand(surroundings));
        commands.put("demo", DemoCommand::new);
        commands.put("train", TrainCommand::new);
        return commands;
    }

    /** Says what went wrong: in words where we have them, with the stack where it is a mistake of ours. */
    private static final class Failures implements IExecutionExceptionHandler {
        /** Their messages say what is wrong and what to do. */
        private static final List<Class<? extends Exception>> TOLD_IN_WORDS = List.of(
                CommandFailedException.class,
                UsersFileException.class,
                HttpBindException.class,
                ToolMissingException.class,
                NatsServerException.class);

        @Override
        public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
            if (e instanceof ConfigException config) {
                config.problems().forEach(line.getErr()::println);
            } else if (TOLD_IN_WORDS.stream().anyMatch(type -> type.isInstance(e))) {
                line.getErr().println(e.getMessage());
            } else {
                e.printStackTrace(line.getErr());
            }
            return ExitCode.FAILED;
        }
    }
}
