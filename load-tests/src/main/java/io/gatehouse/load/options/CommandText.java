package io.gatehouse.load.options;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A command line as it was given, to be run again by the reader of a report; passwords are left out. */
final class CommandText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./^-]+");
    private static final Pattern SECRET = Pattern.compile("--[a-z-]*password[a-z-]*");
    private static final String HIDDEN = "***";

    private CommandText() {}

    /** The command's name, and its words as a shell takes them. */
    static String of(CommandLine line) {
        List<String> words = new ArrayList<>(names(line.getCommandSpec()));
        boolean secret = false;
        for (String word : arguments(line)) {
            int equals = word.indexOf('=');
            String option = equals < 0 ? word : word.substring(0, equals);
            if (secret) {
                words.add(HIDDEN);
                secret = false;
            } else if (SECRET.matcher(option).matches()) {
                words.add(equals < 0 ? word : option + "=" + HIDDEN);
                secret = equals < 0;
            } else {
                words.add(quoted(word));
            }
        }
        return String.join(" ", words);
    }

    private static List<String> names(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        for (CommandSpec each = spec; each != null; each = each.parent() == null ? null : each.parent()) {
            names.add(0, each.name());
        }
        return names;
    }

    /** What was given to this command, without the names of those above it. */
    private static List<String> arguments(CommandLine line) {
        List<String> given = line.getParseResult().originalArgs();
        int name = line.getCommandSpec().parent() == null ? -1 : given.indexOf(line.getCommandName());
        return given.subList(name + 1, given.size());
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
