package io.gatehouse.config;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} with environment variables; {@code $${NAME}} stays as the text {@code ${NAME}}. */
final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\$(\\$?)\\{([^}]*)}");

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Replaces every reference.
     *
     * @param missing told the name of a variable that is not set
     */
    String replace(String text, Consumer<String> missing) {
        if (text.indexOf("${") < 0) {
            return text;
        }
        return REFERENCE.matcher(text).replaceAll(match -> {
            if (!match.group(1).isEmpty()) {
                return Matcher.quoteReplacement("${" + match.group(2) + "}");
            }
            String value = environment.get(match.group(2));
            if (value == null) {
                missing.accept(match.group(2));
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
