package io.gatehouse.claims.account;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.crypto.Nkey;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs users for an account.
 *
 * @param scope what its users may, null when their own JWTs say it
 */
public record AccountSigningKey(Nkey key, @Nullable Scope scope) {
    /** Whether its users' JWTs must carry no permissions and no limits. */
    public boolean scoped() {
        return scope != null;
    }

    /**
     * What all users of a signing key may.
     *
     * @param role the scope's name
     * @param template may have {@code {{name()}}} and the like in its subjects
     */
    public record Scope(String role, String description, UserClaims.Body template) {}
}
