package io.gatehouse.directory.http;

import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.web.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** URLs with the name of a user in them, percent-encoded so that it is one part of the path, or one value of the query. */
final class UserTarget {
    /** Where the name goes, as in a URI template (RFC 6570). */
    static final String PLACEHOLDER = "{user}";

    /** The same as it may stand in a URL. */
    private static final String ENCODED = "%7Buser%7D";

    /** Servers take lines of some kilobytes. */
    private static final int LONGEST = 2048;

    private static final String UNRESERVED = "-._~";

    private UserTarget() {}

    /**
     * Reads a URL that may have a place for the name in its path or query.
     *
     * @throws IllegalArgumentException when it is none that could be asked; the message repeats none of it
     */
    static WebUrl parse(String text) {
        WebUrl url = WebUrl.parse(text.replace(PLACEHOLDER, ENCODED));
        return url.withTarget(url.target().replace(ENCODED, PLACEHOLDER));
    }

    static boolean hasPlaceholder(WebUrl url) {
        return url.target().contains(PLACEHOLDER);
    }

    /**
     * The URL for a user; the same where it has no place for a name.
     *
     * @throws UnusableAnswerException when the name is too long to be asked for, though the service may know it
     */
    static WebUrl of(WebUrl template, String user) {
        if (!hasPlaceholder(template)) {
            return template;
        }
        String encoded = encoded(user);
        if (encoded.length() > LONGEST) {
            throw new UnusableAnswerException("the user name is too long for a URL");
        }
        return template.withTarget(template.target().replace(PLACEHOLDER, encoded));
    }

    /**
     * Whether a name could lead to another place: servers take dots for folders, and some take encoded slashes for slashes.
     */
    static boolean couldLeadAstray(String user) {
        return user.equals(".") || user.equals("..") || user.indexOf('/') >= 0 || user.indexOf('\\') >= 0;
    }

    /** Every byte of UTF-8 that is not an unreserved character, as {@code %XX}. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
