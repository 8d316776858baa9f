package io.gatehouse.policy.entitlement;

import io.gatehouse.policy.text.UserText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a directory states that an identity may. Every directory makes it of the types of this package, which refuse what would
 * mean something else to nats-server; only its texts are checked here.
 *
 * @param name the user's name, shown on the connection
 * @param account the account's name (or public key) to be placed in; empty where nothing says it
 * @param role which of the account's scoped signing keys signs; null for the account's own key
 * @param sessionTtl the longest session; null for no end
 * @param expiresAt when the identity itself ends; null for never
 */
public record Entitlement(
        String name,
        String account,
        @Nullable String role,
        UserPermissions permissions,
        UserLimits limits,
        List<String> tags,
        ConnectionTypes connectionTypes,
        boolean bearerToken,
        boolean proxyRequired,
        boolean disabled,
        @Nullable Duration sessionTtl,
        @Nullable Instant expiresAt) {
    /** @throws IllegalArgumentException when a text is empty or has control characters, or the session is no time */
    public Entitlement {
        UserText.require("a user name", name);
        UserText.requireClean("an account", account);
        if (role != null) {
            UserText.require("a role", role);
        }
        tags = List.copyOf(tags);
        tags.forEach(tag -> UserText.require("a tag", tag));
        if (sessionTtl != null && (sessionTtl.isNegative() || sessionTtl.isZero())) {
            throw new IllegalArgumentException("a session must be longer than zero");
        }
    }

    /** The same of a user with another name. */
    public Entitlement named(String newName) {
        return new Entitlement(
                newName,
                account,
                role,
                permissions,
                limits,
                tags,
                connectionTypes,
                bearerToken,
                proxyRequired,
                disabled,
                sessionTtl,
                expiresAt);
    }

    /** Whether it says nothing of what the identity may, but perhaps when it ends. */
    public boolean statesNothing() {
        return account.isEmpty()
                && role == null
                && sessionTtl == null
                && tags.isEmpty()
                && !bearerToken
                && !proxyRequired
                && !disabled
                && permissions.equals(UserPermissions.UNRESTRICTED)
                && limits.equals(UserLimits.NONE)
                && connectionTypes.equals(ConnectionTypes.ANY);
    }

    /** Of a user who may do all that the account may, by any kind of connection, forever. */
    public static Entitlement plain(String name, String account) {
        return new Entitlement(
                name,
                account,
                null,
                UserPermissions.UNRESTRICTED,
                UserLimits.NONE,
                List.of(),
                ConnectionTypes.ANY,
                false,
                false,
                false,
                null,
                null);
    }
}
