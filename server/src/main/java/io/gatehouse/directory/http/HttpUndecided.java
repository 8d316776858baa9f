package io.gatehouse.directory.http;

import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.text.UserText;
import java.util.Locale;

/** Answers by which nothing is decided, in words that an operator can act on. */
final class HttpUndecided {
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REDIRECTIONS = 300;
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;
    private static final int LONGEST = 200;

    private HttpUndecided() {}

    /** An answer with a status that decides nothing. */
    static UndecidedException status(WebAnswer answer) {
        return of(answer, words(answer.status()) + " (HTTP " + answer.status() + ")");
    }

    private static String words(int status) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return "refuses Gatehouse itself: check auth, headers and tls";
        }
        if (status == NOT_FOUND) {
            return "has nothing to answer at this URL";
        }
        if (status >= REDIRECTIONS && status < CLIENT_ERRORS) {
            return "leads to another URL, which is not followed: give that one";
        }
        if (status == TOO_MANY_REQUESTS) {
            return "is asked too much";
        }
        return status >= SERVER_ERRORS ? "cannot answer now" : "gives an answer of a kind that means nothing here";
    }

    /** A body that cannot be used: a page for people is what a proxy says for everybody, a mistake may be one user's. */
    static UndecidedException body(WebAnswer answer, UsersFileException mistakes) {
        String type = answer.header("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).contains("html")
                ? of(answer, "answers with a page for people (HTML), not with JSON")
                : new UnusableAnswerException(
                        answer.url().server() + " gives an answer that cannot be used: " + first(mistakes));
    }

    private static String first(UsersFileException mistakes) {
        return mistakes.mistakes().isEmpty()
                ? "it says nothing"
                : UserText.shortened(mistakes.mistakes().get(0), LONGEST);
    }

    static UndecidedException of(WebAnswer answer, String words) {
        return new UndecidedException(Drop.UNDECIDED, answer.url().server() + " " + words);
    }
}
