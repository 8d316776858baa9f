package io.gatehouse.policy;

/** Texts that are one literal token where a template of a scoped signing key puts them into a subject. */
final class Literal {
    private Literal() {}

    /** Whether a text is one literal token, or with dots allowed, several. */
    static boolean fits(String text, boolean allowDots) {
        if (text.isEmpty() || text.contains("{{") || text.contains("}}")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '>' || (c == '.' && !allowDots) || isBlank(c)) {
                return false;
            }
        }
        return true;
    }

    /** The same of what {@code {{tag(x)}}} takes of the tag {@code x:value}; a tag without a value is taken by no template. */
    static boolean tagFits(String tag, boolean allowDots) {
        int colon = tag.indexOf(':');
        return colon < 0 || fits(tag.substring(colon + 1), allowDots);
    }

    private static boolean isBlank(char c) {
        return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
