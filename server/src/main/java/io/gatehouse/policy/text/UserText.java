package io.gatehouse.policy.text;

/** Names and other texts of users: not blank, and without control characters and unpaired surrogates. */
public final class UserText {
    private UserText() {}

    /** Whether a text has neither control characters nor unpaired surrogates. */
    public static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the text when a user can have it.
     *
     * @param what what it is, such as {@code a user name}
     * @throws IllegalArgumentException when it is blank or not clean
     */
    public static String require(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        return requireClean(what, text);
    }

    /**
     * Returns the text when it is clean.
     *
     * @throws IllegalArgumentException when it is not
     */
    public static String requireClean(String what, String text) {
        if (!isClean(text)) {
            throw new IllegalArgumentException(what + " must not have control characters");
        }
        return text;
    }

    /**
     * A text of at most so many UTF-16 units: of a longer one its beginning, with {@code …} at the end.
     *
     * @param most 1 or more
     */
    public static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        boolean splits = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splits ? end - 1 : end) + "…";
    }
}
