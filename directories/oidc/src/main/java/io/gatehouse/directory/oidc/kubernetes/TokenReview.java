package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.oidc.keys.JsonObject;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.text.UserText;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an API server says of a token ({@code authentication.k8s.io/v1}).
 *
 * @param username whose it is; null where it is nobody's
 * @param audiences those of the ones asked for that the token is for
 * @param error why it was not taken; empty where that is not said
 */
record TokenReview(
        boolean authenticated, @Nullable String username, Set<String> groups, Set<String> audiences, String error) {
    private static final String VERSION = "authentication.k8s.io/v1";
    private static final String KIND = "TokenReview";

    /** What goes round a token in a request. */
    private static final int FRAME = 512;

    TokenReview {
        groups = Set.copyOf(groups);
        audiences = Set.copyOf(audiences);
    }

    /** The request for one. */
    static byte[] request(String token, Set<String> audiences) {
        JsonWriter out = new JsonWriter(token.length() + FRAME);
        out.begin()
                .member("apiVersion", VERSION)
                .member("kind", KIND)
                .name("spec")
                .begin();
        out.member("token", token)
                .optional("audiences", audiences.stream().sorted().toList());
        return out.end().end().toByteArray();
    }

    /**
     * Reads an answer.
     *
     * @throws UndecidedException when it is none by which anything could be decided
     */
    static TokenReview read(WebAnswer answer) {
        if (!answer.isSuccess()) {
            throw ApiServerAnswers.status(answer);
        }
        try {
            Map<String, Object> review = JsonObject.parse(answer.body());
            if (KIND.equals(review.get("kind"))
                    && VERSION.equals(review.get("apiVersion"))
                    && review.get("status") instanceof Map<?, ?> status) {
                return of(status);
            }
        } catch (ParseException e) {
            // is said below
        }
        throw new UndecidedException(
                Drop.UNDECIDED, answer.url().server() + " answers with something else than a TokenReview");
    }

    /** What is left out says no. */
    private static TokenReview of(Map<?, ?> status) {
        Map<?, ?> user = status.get("user") instanceof Map<?, ?> given ? given : Map.of();
        return new TokenReview(
                Boolean.TRUE.equals(status.get("authenticated")),
                user.get("username") instanceof String name ? name : null,
                texts(user.get("groups")),
                texts(status.get("audiences")),
                status.get("error") instanceof String error ? error : "");
    }

    private static Set<String> texts(@Nullable Object list) {
        List<?> all = list instanceof List<?> values ? values : List.of();
        return all.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank() && UserText.isClean(text))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Holds the answer for a token that was taken against what was asked.
     *
     * @throws UndecidedException when it answers something else
     */
    void verify(String expected, Set<String> asked) {
        if (!error.isEmpty()) {
            throw new UnusableAnswerException("the API server takes a token, and tells of an error beside");
        }
        if (!expected.equals(username)) {
            throw new UnusableAnswerException("the API server takes a token for somebody else's than the token says");
        }
        // As Kubernetes demands of who asks: a server that knows nothing of audiences names none.
        if (audiences.stream().noneMatch(asked::contains)) {
            throw new UndecidedException(Drop.UNDECIDED, "the API server does not look at the audiences of tokens");
        }
    }
}
