package io.gatehouse.directory.certificate;

/**
 * A pattern of values with one {@code *} in it, which is any text that is not empty.
 *
 * @param before the text before the star
 * @param after the text behind it
 */
record ValuePattern(String before, String after) {
    /** What any value is like. */
    static final ValuePattern ANY = new ValuePattern("", "");

    /** @throws IllegalArgumentException when there is no star, or there are several */
    static ValuePattern of(String text) {
        int star = text.indexOf('*');
        if (star < 0 || text.indexOf('*', star + 1) >= 0) {
            throw new IllegalArgumentException("'" + text + "' must have one * in it, as in *.clients.example.com");
        }
        return new ValuePattern(text.substring(0, star), text.substring(star + 1));
    }

    boolean matches(String value) {
        return value.length() > before.length() + after.length() && value.startsWith(before) && value.endsWith(after);
    }

    /** What the star stands for in a value that matches. */
    String part(String value) {
        return value.substring(before.length(), value.length() - after.length());
    }
}
