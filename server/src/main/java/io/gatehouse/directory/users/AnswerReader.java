package io.gatehouse.directory.users;

import io.gatehouse.directory.users.UserAnswer.Result;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/** Reads the fields of an answer that no user has: {@code result, reason, expires_at}. */
final class AnswerReader {
    /** What is shown of a reason: a word can hold no line of a log, and hardly a secret. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** The end of the year 9999. */
    private static final long LAST = 253_402_300_799L;

    private final UserCursor in;
    private @Nullable Result result;
    private String reason = "";
    private @Nullable Instant expiresAt;

    AnswerReader(UserCursor in) {
        this.in = in;
    }

    /** Begins with the next answer. */
    void begin() {
        result = null;
        reason = "";
        expiresAt = null;
    }

    void field(String name) {
        switch (name) {
            case "result" -> result = result();
            case "reason" -> reason = reason();
            default -> expiresAt = in.isText() ? instant() : Instant.ofEpochSecond(in.number(0, LAST));
        }
    }

    /** Programs that have no time to tell write their zero, which is not meant as an end. */
    private @Nullable Instant instant() {
        Instant instant = in.instant();
        if (instant != null && (instant.isBefore(Instant.EPOCH) || instant.getEpochSecond() > LAST)) {
            in.mistake("must be from 1970 to 9999; leave it out where there is no end");
        }
        return instant;
    }

    private @Nullable Result result() {
        String text = in.text();
        for (Result each : Result.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        if (text != null) {
            in.mistake("must be \"allow\", \"deny\" or \"ignore\"");
        }
        return null;
    }

    private String reason() {
        String text = in.text();
        return text != null && WORD.matcher(text).matches() ? text : "";
    }

    /** Notes what an answer must have. */
    void missing(TokenStreamLocation where, boolean named) {
        if (result == null) {
            in.mistake(where, "result is missing: \"allow\", \"deny\" or \"ignore\"");
        }
        if (result == Result.ALLOW && !named) {
            in.mistake(where, "name is missing: a login with a token has none of its own");
        }
    }

    /** What was read; not to be asked for where there was a mistake. */
    UserAnswer answer(FileUser user) {
        return new UserAnswer(Objects.requireNonNull(result), reason, expiresAt, user);
    }
}
