package io.gatehouse.policy.text;

/**
 * What another program says in words, such as the description of an error: of a bounded length, so that neither the log nor a status is
 * filled by it. Messages never have it as it came.
 */
public final class PeerText {
    /** In UTF-16 units. */
    public static final int LONGEST = 256;

    private PeerText() {}

    /** The text, or its beginning with {@code …} at the end. */
    public static String of(String text) {
        return UserText.shortened(text, LONGEST);
    }
}
