package io.gatehouse.claims;

import io.gatehouse.crypto.Nkey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a user JWT without its subject and its times. It is the same for every login of a user, so it is encoded once
 * ({@link UserJwt}).
 *
 * @param name shown as the connection's user by the server
 * @param audience config mode: the account's name; otherwise null
 * @param issuerAccount operator mode with a signing key: the account's key; otherwise null
 * @param body what the user may, null when a scoped signing key says it
 */
public record UserClaims(
        String name,
        @Nullable String audience,
        @Nullable Nkey issuerAccount,
        @Nullable Body body,
        List<String> tags) {
    public UserClaims {
        tags = List.copyOf(tags);
    }

    /** A user of an account's, without an audience and tags. */
    public static UserClaims of(String name, @Nullable Nkey issuerAccount, Body body) {
        return new UserClaims(name, null, issuerAccount, body, List.of());
    }

    /** Permissions and limits: all that a scoped signing key forbids a user JWT to say. */
    public record Body(
            Permissions permissions,
            Limits limits,
            boolean bearerToken,
            boolean proxyRequired,
            List<String> allowedConnectionTypes) {
        /** No restriction of the user's own. */
        public static final Body UNRESTRICTED = new Body(Permissions.NONE, Limits.NONE, false, false, List.of());

        public Body {
            allowedConnectionTypes = List.copyOf(allowedConnectionTypes);
        }

        /**
         * What a sentinel may: nothing. Its credentials only tell the server which account's callout to ask.
         *
         * @param bearer whether the JWT alone is enough, as for the server's {@code default_sentinel}
         */
        public static Body sentinel(boolean bearer) {
            return new Body(Permissions.NOTHING, Limits.NONE, bearer, false, List.of());
        }
    }
}
