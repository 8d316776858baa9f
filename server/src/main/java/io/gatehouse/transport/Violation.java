package io.gatehouse.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the server says of something that our user may not do. */
record Violation(Kind kind, String subject) {
    private static final Pattern TEXT =
            Pattern.compile("(?i)permissions violation for (subscription|publish) to \"([^\"]*)\"");

    enum Kind {
        SUBSCRIBE,
        PUBLISH
    }

    /** Null when the error is another one. */
    static @Nullable Violation of(String error) {
        Matcher matcher = TEXT.matcher(error);
        if (!matcher.find()) {
            return null;
        }
        Kind kind = matcher.group(1).equalsIgnoreCase("publish") ? Kind.PUBLISH : Kind.SUBSCRIBE;
        return new Violation(kind, matcher.group(2));
    }

    boolean isOfRequests() {
        return kind == Kind.SUBSCRIBE && subject.equals(CalloutService.SUBJECT);
    }

    /** Servers take the answers to their requests on subjects of their own; others may have chosen such a subject too. */
    boolean isOfAnswers() {
        return kind == Kind.PUBLISH && subject.startsWith(Rights.ANSWERS);
    }

    /** Whether it is of the subject that only we publish to, in order to learn whether we may answer. */
    boolean isOfProbe() {
        return kind == Kind.PUBLISH && subject.equals(Rights.PROBE);
    }
}
