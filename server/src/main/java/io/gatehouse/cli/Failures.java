package io.gatehouse.cli;

import io.gatehouse.config.ConfigException;
import io.gatehouse.directory.file.UsersFileException;
import io.gatehouse.operations.HttpBindException;
import io.gatehouse.testbed.NatsServerException;
import io.gatehouse.testbed.tools.ToolMissingException;
import io.gatehouse.transport.CredsFileException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: in words where we have them, with the stack where it is a mistake of ours. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** Their messages say what is wrong and what to do. */
    private static final List<Class<? extends Exception>> TOLD_IN_WORDS = List.of(
            CommandFailedException.class,
            UsersFileException.class,
            HttpBindException.class,
            CredsFileException.class,
            ToolMissingException.class,
            NatsServerException.class);

    /** Whether its message says what is wrong and what to do. */
    static boolean isToldInWords(Exception e) {
        return TOLD_IN_WORDS.stream().anyMatch(type -> type.isInstance(e));
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof ConfigException config) {
            config.problems().forEach(line.getErr()::println);
            return exitCode(config);
        }
        if (isToldInWords(e)) {
            line.getErr().println(e.getMessage());
        } else {
            e.printStackTrace(line.getErr());
        }
        return ExitCode.FAILED;
    }

    static int exitCode(ConfigException e) {
        return e.isOfCommandLine() ? ExitCode.USAGE : ExitCode.FAILED;
    }

    /** One line: usage would push it out of sight. */
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched)
                : String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        String end = message.endsWith(".") || message.endsWith("?") ? " " : ". ";
        line.getErr().println(message + end + "See " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** Only the first: what comes after it was often meant for it. */
    private static String unknown(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        String what = e.isUnknownOption()
                ? "There is no option " + first
                : isCommandMissing(e.getCommandLine())
                        ? "There is no command '" + first + "'"
                        : "Nothing is known of '" + first + "'";
        String near = suggestions(e);
        return near.isEmpty() ? what : what + ". Did you mean " + near + "?";
    }

    private static boolean isCommandMissing(CommandLine line) {
        return line.getCommandSpec().parent() == null;
    }

    private static String suggestions(UnmatchedArgumentException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName() + " ";
        Stream<String> near = e.getSuggestions().stream().map(text -> text.replace(command, ""));
        return near.filter(text -> !text.toLowerCase(Locale.ROOT).equals("train"))
                .limit(2)
                .collect(Collectors.joining(" or "));
    }
}
