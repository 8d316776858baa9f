package io.gatehouse.cli.process;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a command as they are to be typed at a shell. */
public final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWords() {}

    /** The words with a space between them; in quotes where a shell would take one as something else. */
    public static String of(Object... words) {
        return Arrays.stream(words).map(word -> of(word.toString())).collect(Collectors.joining(" "));
    }

    private static String of(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
