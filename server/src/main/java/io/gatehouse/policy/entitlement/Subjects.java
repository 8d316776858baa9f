package io.gatehouse.policy.entitlement;

import org.jspecify.annotations.Nullable;

/** The spelling of subjects in permissions, as nats-server takes them, and a little stricter about wildcards. */
final class Subjects {
    private Subjects() {}

    /**
     * What is wrong with a subject, as the end of a sentence that begins with it; null when it is right.
     *
     * @param queue whether a queue group may follow after a space (subscribe permissions)
     */
    static @Nullable String mistake(String subject, boolean queue) {
        if (subject.isEmpty()) {
            return "is empty";
        }
        int space = subject.indexOf(' ');
        if (space < 0) {
            return tokens(subject);
        }
        if (!queue) {
            return "has a space";
        }
        if (subject.indexOf(' ', space + 1) >= 0) {
            return "has more than one space: it should be a subject, or a subject, a space and a queue group";
        }
        String first = tokens(subject.substring(0, space));
        return first != null ? first : tokens(subject.substring(space + 1));
    }

    private static @Nullable String tokens(String subject) {
        if (subject.contains("{{")) {
            return "is a template, which works only in the scope of a signing key";
        }
        int start = 0;
        for (int dot = subject.indexOf('.'); dot >= 0; dot = subject.indexOf('.', start)) {
            String mistake = token(subject.substring(start, dot), false);
            if (mistake != null) {
                return mistake;
            }
            start = dot + 1;
        }
        return token(subject.substring(start), true);
    }

    private static @Nullable String token(String token, boolean last) {
        if (token.isEmpty()) {
            return "has an empty token";
        }
        if (token.equals(">")) {
            return last ? null : "has a '>' before its end";
        }
        if (token.equals("*")) {
            return null;
        }
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c == '*' || c == '>') {
                return "has a '" + c + "' that is not a whole token";
            }
            if (Character.isISOControl(c) || Character.isWhitespace(c)) {
                return "has a control character or a space of another kind";
            }
        }
        return null;
    }
}
