package io.gatehouse.sessions;

import io.gatehouse.claims.jwt.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions are asked for.
 *
 * @param user as the server knows it; null for those of all
 * @param account the name, or in operator mode the public key, of an account; null for those of all
 */
public record SessionQuery(@Nullable String user, @Nullable String account) {
    /** All there are. */
    public static final SessionQuery ALL = new SessionQuery(null, null);

    byte[] json(int offset, int limit) {
        return new JsonWriter(128)
                .begin()
                .optional("auth", true)
                .optional("user", user)
                .optional("acc", account)
                .optional("offset", (long) offset)
                .member("limit", limit)
                .end()
                .toByteArray();
    }
}
