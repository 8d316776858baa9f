package io.gatehouse.directory.ldap;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A filter or a DN with placeholders in braces. What is put into it is a value and nothing else: every byte that is not an ASCII
 * letter or digit is written as a backslash and two hexadecimal digits, which says the same in filters (RFC 4515) and in DNs
 * (RFC 4514).
 */
record LdapTemplate(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final HexFormat HEX = HexFormat.of();

    /**
     * Verifies that it has no placeholders but these.
     *
     * @throws IllegalArgumentException when it has; the message names one
     */
    LdapTemplate with(Set<String> known) {
        for (String name : placeholders()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("there is no placeholder {" + name + "} here; there is "
                        + known.stream().sorted().map(one -> "{" + one + "}").collect(Collectors.joining(", ")));
            }
        }
        return this;
    }

    /**
     * Verifies that a filter has its placeholders in the place of values alone.
     *
     * @throws IllegalArgumentException when one could say which attribute is compared
     */
    LdapTemplate asFilter() {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String before = text.substring(text.lastIndexOf('(', placeholder.start()) + 1, placeholder.start());
            if (!before.contains("=")) {
                throw new IllegalArgumentException(placeholder.group() + " must be in a value, behind a =");
            }
        }
        return this;
    }

    Set<String> placeholders() {
        return PLACEHOLDER.matcher(text).results().map(one -> one.group(1)).collect(Collectors.toSet());
    }

    boolean has(String placeholder) {
        return placeholders().contains(placeholder);
    }

    /** The same with the names of attributes in their places; other placeholders stay. */
    LdapTemplate named(Map<String, String> attributes) {
        return new LdapTemplate(replaced(one -> attributes.getOrDefault(one.group(1), one.group())));
    }

    /** The text with values in the place of all placeholders. */
    String fill(Map<String, String> values) {
        return replaced(one -> escaped(values.getOrDefault(one.group(1), "")));
    }

    private String replaced(Function<MatchResult, String> replacement) {
        return PLACEHOLDER.matcher(text).replaceAll(one -> Matcher.quoteReplacement(replacement.apply(one)));
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 16);
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
                escaped.append(c);
            } else {
                escaped.append('\\').append(HEX.toHexDigits(each));
            }
        }
        return escaped.toString();
    }
}
