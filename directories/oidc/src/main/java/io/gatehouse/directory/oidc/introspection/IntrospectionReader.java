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

    private static Map<String, Object> members(WebAnswer answer) {
        try {
            return JsonObject.parse(answer.body());
        } catch (ParseException e) {
            throw undecided(answer, "answers with something else than a JSON object");
        }
    }

    private static UndecidedException status(WebAnswer answer) {
        String words = "answered with HTTP status " + answer.status();
        if (OF_ONE_TOKEN.contains(answer.status())) {
            return new UnusableAnswerException(answer.url() + " " + words + " for this one token");
        }
        return undecided(
                answer,
                OF_US.contains(answer.status()) ? words + ", so it does not take Gatehouse's own credentials" : words);
    }

    private static UndecidedException undecided(WebAnswer answer, String words) {
        return new UndecidedException(Drop.UNDECIDED, answer.url() + " " + words);
    }
}
