package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import java.util.Set;

/** Answers of an API server by which nothing is decided, in words that an operator can act on. */
final class ApiServerAnswers {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Said of what was sent, and nothing of the server. */
    private static final Set<Integer> OF_ONE_REQUEST = Set.of(400, 413, 422);

    private ApiServerAnswers() {}

    /** What becomes of a review with a status that decides nothing. */
    static UndecidedException status(WebAnswer answer) {
        String words =
                answer.url().server() + " reviews no token: HTTP status " + answer.status() + advice(answer.status());
        return OF_ONE_REQUEST.contains(answer.status())
                ? new UnusableAnswerException(words)
                : new UndecidedException(Drop.UNDECIDED, words);
    }

    /** What can be done about a status; empty where nothing is known. */
    static String advice(int status) {
        return switch (status) {
            case UNAUTHORIZED -> ", which refuses our own token: see token_file";
            case FORBIDDEN ->
                ", which forbids it to our own service account: bind it to system:auth-delegator for reviews, and to"
                        + " system:service-account-issuer-discovery for keys";
            case NOT_FOUND -> ", which has no such page: see api_server";
            case TOO_MANY_REQUESTS -> ", which is asked too much";
            default -> "";
        };
    }
}
