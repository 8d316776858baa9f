package io.gatehouse.cli.convert.parts;

import io.gatehouse.directory.users.RecordText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes sections of gatehouse.yaml: maps of maps, lists and texts. Texts are quoted wherever YAML could read something else. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*|[0-9]{1,9}[a-zA-Z]{0,3}");
    private static final Pattern ESCAPED = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    static String of(Map<String, ?> sections) {
        StringBuilder text = new StringBuilder();
        append(sections, "", text);
        return text.toString();
    }

    private static void append(Map<?, ?> map, String indent, StringBuilder to) {
        map.forEach((key, value) -> {
            to.append(indent).append(key(String.valueOf(key))).append(':');
            if (value instanceof Map<?, ?> below && !below.isEmpty()) {
                to.append('\n');
                append(below, indent + "  ", to);
            } else {
                to.append(' ').append(value(value)).append('\n');
            }
        });
    }

    private static String value(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(YamlText::value).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?>) {
            return "{}";
        }
        return value instanceof Boolean || value instanceof Number ? String.valueOf(value) : scalar((String) value);
    }

    private static String key(String key) {
        return scalar(key);
    }

    /** A text of JSON is one of YAML, but for characters that YAML wants escaped. */
    private static String scalar(String text) {
        return isPlain(text)
                ? text
                : ESCAPED.matcher(RecordText.quoted(text))
                        .replaceAll(found ->
                                String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
    }
}
