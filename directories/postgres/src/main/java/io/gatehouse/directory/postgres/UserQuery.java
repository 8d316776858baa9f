package io.gatehouse.directory.postgres;

import io.gatehouse.claims.request.AuthorizationRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query that finds a user.
 *
 * @param sql as the server gets it, with {@code $1} in the place of the first value
 * @param values what it names, each once, in the order of their numbers
 */
record UserQuery(String sql, List<LoginValue> values) {
    UserQuery {
        values = List.copyOf(values);
    }

    /**
     * Reads a query as it is configured, with {@code :user} in the place of a value.
     *
     * @throws IllegalArgumentException when it cannot be used; the message says why
     */
    static UserQuery parse(String text) {
        return new QueryReader(text).read();
    }

    boolean names(LoginValue value) {
        return values.contains(value);
    }

    /** What it has to be asked with for a login; null when the login brings too little, or what no user can have. */
    @Nullable List<@Nullable String> valuesOf(AuthorizationRequest login) {
        List<@Nullable String> all = new ArrayList<>(values.size());
        for (LoginValue value : values) {
            String text = value.of(login);
            if (value.isNeeded() && (text == null || text.isEmpty())) {
                return null;
            }
            if (text != null && !value.canBe(text)) {
                return null;
            }
            all.add(text);
        }
        return all;
    }

    /** Nothing for each value. */
    List<@Nullable String> nulls() {
        return Collections.nCopies(values.size(), null);
    }
}
