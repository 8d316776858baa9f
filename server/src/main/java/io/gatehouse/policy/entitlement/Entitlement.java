package io.gatehouse.policy.entitlement;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a directory says that an identity may.
 *
 * @param name the user's name, shown on the connection
 * @param account the account's name (or public key) to be placed in
 * @param role which of the account's scoped signing keys signs; null for the account's own key
 * @param sessionTtl the longest session; null for no end
 * @param expiresAt when the identity itself ends; null for never
 */
public record Entitlement(
        String name,
        String account,
        @Nullable String role,
        Permissions permissions,
        Limits limits,
        List<String> tags,
        Set<ConnectionType> connectionTypes,
        boolean bearerToken,
        boolean proxyRequired,
        boolean disabled,
        @Nullable Duration sessionTtl,
        @Nullable Instant expiresAt) {
    public Entitlement {
        tags = List.copyOf(tags);
        connectionTypes = Set.copyOf(connectionTypes);
    }

    /** Of a user who may do all that the account may, by any kind of connection, forever. */
    public static Entitlement plain(String name, String account) {
        return new Entitlement(
                name,
                account,
                null,
                Permissions.NONE,
                Limits.NONE,
                List.of(),
                Set.of(),
                false,
                false,
                false,
                null,
                null);
    }
}
