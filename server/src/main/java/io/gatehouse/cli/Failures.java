package io.gatehouse.cli;

import io.gatehouse.admin.HttpBindException;
import io.gatehouse.cli.convert.parts.ImportFailure;
import io.gatehouse.cli.explain.NoExplanationException;
import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.config.ConfigException;
import io.gatehouse.crypto.SeedMask;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.nats.CredsFileException;
import io.gatehouse.service.types.DirectoryJarException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong: in words where we have them, with the stack where it is a mistake of ours. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** Their messages say what is wrong and what to do. */
    private static final List<Class<? extends Exception>> TOLD_IN_WORDS = List.of(
            CommandFailedException.class,
            ImportFailure.class,
            UsersFileException.class,
            RecordsFailure.class,
            HttpBindException.class,
            CredsFileException.class,
            NoExplanationException.class,
            DirectoryJarException.class);

    /** Whether its message says what is wrong and what to do. */
    static boolean isToldInWords(Exception e) {
        return TOLD_IN_WORDS.stream().anyMatch(type -> type.isInstance(e));
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        CommandSpec command = line.getCommandSpec();
        if (e instanceof ConfigException config) {
            config.problems().forEach(line.getErr()::println);
            return config.isOfCommandLine() ? command.exitCodeOnInvalidInput() : command.exitCodeOnExecutionException();
        }
        if (isToldInWords(e)) {
            line.getErr().println(SeedMask.of(String.valueOf(e.getMessage())));
        } else {
            e.printStackTrace(line.getErr());
        }
        return command.exitCodeOnExecutionException();
    }

    static int exitCode(ConfigException e) {
        return e.isOfCommandLine() ? ExitCode.USAGE : ExitCode.FAILED;
    }

    /** One line: usage would push it out of sight. */
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String message = WrongUsage.words(e, args);
        String end = message.endsWith(".") || message.endsWith("?") ? " " : ". ";
        line.getErr().println(message + end + "See " + line.getCommandSpec().qualifiedName() + " --help");
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }
}
