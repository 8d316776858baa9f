package io.gatehouse.cli;

import io.gatehouse.crypto.SeedMask;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, without anything that may be a secret: errors end up in logs. */
final class WrongUsage {
    /** Options whose value is a secret. */
    private static final Pattern SECRET_OPTION = Pattern.compile("(?i)-.*(pass|seed|nkey|token|key).*");

    private final ParameterException failure;
    private final CommandLine line;
    private final List<String> args;

    private WrongUsage(ParameterException failure, String[] args) {
        this.failure = failure;
        this.line = failure.getCommandLine();
        this.args = List.of(args);
    }

    /** One sentence, without its end. */
    static String words(ParameterException failure, String[] args) {
        return SeedMask.of(new WrongUsage(failure, args).words());
    }

    private String words() {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched);
        }
        ArgSpec argument = failure.getArgSpec();
        if (argument instanceof OptionSpec option && failure.getValue() != null) {
            return value(option, failure.getValue());
        }
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Only the first: what comes after it was often meant for it. */
    private String unknown(UnmatchedArgumentException unmatched) {
        String first = unmatched.getUnmatched().get(0);
        String near = suggestions(unmatched);
        if (isHash()) {
            return "gatehouse hash takes no password as an argument, where others can see it: type it when asked, or give it"
                    + " on the standard input, as in gatehouse hash < password.txt"
                    + (near.isEmpty() ? "" : ". Or did you mean " + near + "?");
        }
        String what = unmatched.isUnknownOption()
                ? "There is no option " + shown(first)
                : isCommandMissing() ? "There is no command '" + shown(first) + "'" : unexpected(first);
        return near.isEmpty() ? what : what + ". Did you mean " + near + "?";
    }

    private String unexpected(String argument) {
        int at = args.indexOf(argument);
        String before = at < 1 ? "" : args.get(at - 1);
        return SECRET_OPTION.matcher(before).matches()
                ? "Unexpected argument after " + before.replaceFirst("=.*", "=")
                : "Unexpected argument '" + shown(argument) + "'";
    }

    private String value(OptionSpec option, Object value) {
        String name = option.longestName();
        String which = isHash() ? "the value" : "'" + value + "'";
        Class<?> type = option.typeInfo().getType();
        if (type.isEnum()) {
            return "option " + name + ": " + which + " is unknown; use " + allowed(type);
        }
        return isWholeNumber(type)
                ? "option " + name + ": " + which + " is not a whole number"
                : String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static boolean isWholeNumber(Class<?> type) {
        return type == int.class || type == Integer.class || type == long.class || type == Long.class;
    }

    private static String allowed(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(value -> value.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
    }

    private static String shown(String argument) {
        return SeedMask.of(argument);
    }

    private boolean isHash() {
        return line.getCommandName().equals("hash");
    }

    private boolean isCommandMissing() {
        return line.getCommandSpec().parent() == null;
    }

    private String suggestions(UnmatchedArgumentException unmatched) {
        String command = line.getCommandSpec().qualifiedName() + " ";
        return unmatched.getSuggestions().stream()
                .map(text -> text.replace(command, ""))
                .limit(2)
                .collect(Collectors.joining(" or "));
    }
}
