package io.gatehouse.directory.http;

import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.text.UserText;
import java.util.Set;

/** Answers by which nothing is decided, in words that an operator can act on. */
final class HttpUndecided {
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;

    /** What is too long, too large or of a form that is not taken: said of one request, and not of what others bring. */
    private static final Set<Integer> OF_ONE_REQUEST = Set.of(400, 413, 414, 422, 431);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REDIRECTIONS = 300;
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;
    private static final int LONGEST = 200;

    private HttpUndecided() {}

    /** An answer with a status that decides nothing. */
    static UndecidedException status(WebAnswer answer) {
        return isOfOneRequest(answer)
                ? ofOneLogin(answer, "does not take this one login")
                : of(answer, words(answer.status()) + " (HTTP " + answer.status() + ")");
    }

    /** Whether the status says something of this one request, and nothing of the service. */
    static boolean isOfOneRequest(WebAnswer answer) {
        return OF_ONE_REQUEST.contains(answer.status());
    }

    /** Whether the status says that the service could not answer. */
    static boolean isOverloaded(WebAnswer answer) {
        return answer.status() >= SERVER_ERRORS || answer.status() == TOO_MANY_REQUESTS;
    }

    /** Whether the status leads to another URL. */
    static boolean isRedirection(WebAnswer answer) {
        return isRedirection(answer.status());
    }

    private static boolean isRedirection(int status) {
        return status >= REDIRECTIONS && status < CLIENT_ERRORS;
    }

    /** An answer that decides nothing, and says nothing against the service. */
    static UnusableAnswerException ofOneLogin(WebAnswer answer, String words) {
        return new UnusableAnswerException(answer.url().server() + " " + words + " (HTTP " + answer.status() + ")");
    }

    private static String words(int status) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return "refuses Gatehouse itself: check auth, headers and tls";
        }
        if (status == NOT_FOUND) {
            return "has nothing to answer at this URL";
        }
        if (isRedirection(status)) {
            return "leads to another URL, which is not followed: give that one";
        }
        if (status == TOO_MANY_REQUESTS) {
            return "is asked too much";
        }
        return status >= SERVER_ERRORS ? "cannot answer now" : "gives an answer of a kind that means nothing here";
    }

    /** A body that cannot be used: a page is what a proxy says for everybody, a mistake may be one user's. */
    static UndecidedException body(WebAnswer answer, UsersFileException mistakes) {
        return isPage(answer)
                ? page(answer)
                : new UnusableAnswerException(
                        answer.url().server() + " gives an answer that cannot be used: " + first(mistakes));
    }

    /** A page for people, which proxies give with any status: also with one that says that all went well. */
    static UndecidedException page(WebAnswer answer) {
        String words = HttpPage.isEncoded(answer)
                ? "answers in an encoding that was not asked for (Content-Encoding)"
                : "answers with a page for people (HTML), as proxies do";
        return of(answer, words + " (HTTP " + answer.status() + ")");
    }

    /** Whether the body is a page for people, or one that cannot be looked at. */
    static boolean isPage(WebAnswer answer) {
        return HttpPage.isEncoded(answer) || HttpPage.isHtml(answer);
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
