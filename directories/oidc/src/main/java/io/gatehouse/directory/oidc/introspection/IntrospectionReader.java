package io.gatehouse.directory.oidc.introspection;

import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.oidc.keys.JsonObject;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;

/** Reads the answers of a provider that was asked about a token. What is none decides nothing. */
final class IntrospectionReader {
    private static final int OK = 200;
    private static final Set<Integer> OF_US = Set.of(401, 403);

    /** What is too long or of a form that is not taken: said of one token, and not of what others bring. */
    private static final Set<Integer> OF_ONE_TOKEN = Set.of(400, 413, 422, 431);

    /** With these a provider tells that it does not take what is made up, and has taken our own credentials. */
    private static final Set<Integer> NOT_TAKEN = Set.of(400, 422);

    /** What RFC 6749 (section 5.2) calls it when credentials are not taken, with whatever status. */
    private static final Set<String> ERRORS_OF_US = Set.of("invalid_client", "unauthorized_client");

    private IntrospectionReader() {}

    /**
     * Reads one.
     *
     * @throws UndecidedException when it says nothing that could be gone by; the message quotes nothing of it
     */
    static TokenState read(WebAnswer answer) {
        if (answer.status() != OK) {
            throw status(answer);
        }
        Map<String, Object> members = members(answer);
        Object active = members.get("active");
        if (Boolean.TRUE.equals(active)) {
            return new TokenState.Active(members);
        }
        if (Boolean.FALSE.equals(active)) {
            return TokenState.Inactive.INACTIVE;
        }
        throw undecided(answer, "does not say whether a token is active");
    }

    /**
     * Reads one about a token that nobody has: that its form is not taken is as good as that it is not active.
     *
     * @throws UndecidedException when it says nothing that could be gone by, or that the token is active
     */
    static TokenState readMadeUp(WebAnswer answer) {
        if (NOT_TAKEN.contains(answer.status()) && !isOfUs(answer)) {
            return TokenState.Inactive.INACTIVE;
        }
        TokenState state = read(answer);
        if (state instanceof TokenState.Active) {
            throw new UndecidedException(
                    Drop.UNDECIDED, "it says that a made-up token is active, so that it may say so of every token");
        }
        return state;
    }

    private static Map<String, Object> members(WebAnswer answer) {
        try {
            return JsonObject.parse(answer.body());
        } catch (ParseException e) {
            throw undecided(answer, "answers with something else than a JSON object");
        }
    }

    private static UndecidedException status(WebAnswer answer) {
        String words = "answered with HTTP status " + answer.status();
        if (isOfUs(answer)) {
            return undecided(answer, words + ", so it does not take Gatehouse's own credentials");
        }
        return OF_ONE_TOKEN.contains(answer.status())
                ? new UnusableAnswerException(answer.url() + " " + words + " for this one token")
                : undecided(answer, words);
    }

    private static boolean isOfUs(WebAnswer answer) {
        return OF_US.contains(answer.status())
                || (OF_ONE_TOKEN.contains(answer.status()) && ERRORS_OF_US.contains(error(answer)));
    }

    /** What it is called; empty where it has no name. */
    private static String error(WebAnswer answer) {
        try {
            return JsonObject.parse(answer.body()).get("error") instanceof String error ? error : "";
        } catch (ParseException e) {
            return "";
        }
    }

    private static UndecidedException undecided(WebAnswer answer, String words) {
        return new UndecidedException(Drop.UNDECIDED, answer.url() + " " + words);
    }
}
