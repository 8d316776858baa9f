package io.gatehouse.policy.text;

/** Text from a directory as a message may show it: in quotes, cut short, without characters that would confuse a log. */
public final class Quoted {
    private static final int LONGEST = 80;

    private Quoted() {}

    public static String of(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().limit(LONGEST).forEach(c -> append(quoted, c));
        if (text.codePointCount(0, text.length()) > LONGEST) {
            quoted.append('…');
        }
        return quoted.append('"').toString();
    }

    /** The same with every character beyond ASCII by its number, to tell apart what looks alike. */
    public static String ascii(String text) {
        StringBuilder quoted = new StringBuilder();
        of(text).chars().forEach(c -> quoted.append(c < 0x80 ? Character.toString(c) : String.format("\\u%04x", c)));
        return quoted.toString();
    }

    private static void append(StringBuilder quoted, int c) {
        boolean plain = !Character.isISOControl(c)
                && Character.getType(c) != Character.FORMAT
                && Character.getType(c) != Character.LINE_SEPARATOR
                && Character.getType(c) != Character.PARAGRAPH_SEPARATOR
                && Character.getType(c) != Character.SURROGATE;
        if (plain) {
            quoted.appendCodePoint(c);
        } else {
            quoted.append(String.format("\\u%04x", c));
        }
    }
}
