package io.gatehouse.policy.text;

import java.util.List;

/**
 * A pattern of names and other texts, in which {@code *} is any text.
 *
 * @param parts the texts between the stars
 */
public record NamePattern(List<String> parts) {
    public static NamePattern of(String text) {
        return new NamePattern(List.of(text.split("\\*", -1)));
    }

    /** Whether a text fits. */
    public boolean matches(String name) {
        int last = parts.size() - 1;
        if (last == 0) {
            return name.equals(parts.get(0));
        }
        if (!name.startsWith(parts.get(0))) {
            return false;
        }
        int at = parts.get(0).length();
        for (String part : parts.subList(1, last)) {
            int found = name.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return name.length() - parts.get(last).length() >= at && name.endsWith(parts.get(last));
    }
}
