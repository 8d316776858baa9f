package io.gatehouse.policy.text;

import java.util.Collection;
import java.util.List;

/**
 * A pattern of names and other texts, in which {@code *} is any text.
 *
 * @param parts the texts between the stars
 */
public record NamePattern(List<String> parts) {
    private static final char STAR = '*';

    public static NamePattern of(String text) {
        return new NamePattern(List.of(text.split("\\*", -1)));
    }

    /** Whether no text but one fits. */
    public boolean isLiteral() {
        return parts.size() == 1;
    }

    /** Whether any of these texts fits; in a set, one that is literal is looked up. */
    public boolean matchesAny(Collection<String> names) {
        if (isLiteral()) {
            return names.contains(parts.get(0));
        }
        for (String name : names) {
            if (matches(name)) {
                return true;
            }
        }
        return false;
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

    /** Whether there is a name that both match. */
    public boolean overlaps(NamePattern other) {
        String one = String.join("*", parts);
        String two = String.join("*", other.parts);
        // Whether the rests from here on have a text in common; row by row from the ends.
        boolean[] below = new boolean[two.length() + 1];
        for (int i = one.length(); i >= 0; i--) {
            boolean[] row = new boolean[two.length() + 1];
            for (int j = two.length(); j >= 0; j--) {
                row[j] = meet(at(one, i), at(two, j), j < two.length() && row[j + 1], i < one.length() && below[j])
                        || (i == one.length() && j == two.length())
                        || (j < two.length() && i < one.length() && one.charAt(i) == two.charAt(j) && below[j + 1]);
            }
            below = row;
        }
        return below[0];
    }

    /** Whether a star at one of two places takes what is at the other, or nothing. */
    private static boolean meet(char one, char two, boolean afterTwo, boolean afterOne) {
        return (one == STAR || two == STAR) && (afterOne || afterTwo);
    }

    /** The character at a place; no character of a name at the end. */
    private static char at(String text, int place) {
        return place < text.length() ? text.charAt(place) : 0;
    }
}
