package io.gatehouse.testbed.junit;

import io.gatehouse.testbed.tools.ToolMissingException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reason why tests are skipped, as conditions write it and {@link RealServerCounter} reads it. */
final class SkipReason {
    private static final Pattern REASON = Pattern.compile("^Left out, for it needs (\\S+): ");

    private SkipReason() {}

    static String reason(String command, ToolMissingException cause) {
        return "Left out, for it needs " + command + ": " + cause.getMessage();
    }

    /** The program that was missing, if tests were left out for that. */
    static Optional<String> command(String reason) {
        Matcher matcher = REASON.matcher(reason);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
