package io.gatehouse.claims.account;

import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.IssuedJwt;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.jwt.VerifiedJwt;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account's JWT says, as far as Gatehouse makes or checks accounts: imports, mappings and revocations are left
 * out, so that an account of other tools is not to be read, changed and written.
 *
 * @param id the account's public key
 * @param defaultPermissions for users that have none of their own
 * @param authorization null when no callout is asked
 */
public record AccountClaims(
        Nkey id,
        String name,
        List<AccountSigningKey> signingKeys,
        AccountLimits limits,
        Permissions defaultPermissions,
        @Nullable CalloutAuthorization authorization,
        List<AccountExport> exports) {
    public AccountClaims {
        signingKeys = List.copyOf(signingKeys);
        exports = List.copyOf(exports);
    }

    /** A new account without limits, JetStream, callout and exports. */
    public static AccountClaims of(Nkey id, String name, AccountSigningKey... signingKeys) {
        return new AccountClaims(
                id, name, List.of(signingKeys), AccountLimits.UNLIMITED, Permissions.NONE, null, List.of());
    }

    public AccountClaims withLimits(AccountLimits newLimits) {
        return new AccountClaims(id, name, signingKeys, newLimits, defaultPermissions, authorization, exports);
    }

    public AccountClaims withAuthorization(CalloutAuthorization callout) {
        return new AccountClaims(id, name, signingKeys, limits, defaultPermissions, callout, exports);
    }

    public AccountClaims withExports(List<AccountExport> newExports) {
        return new AccountClaims(id, name, signingKeys, limits, defaultPermissions, authorization, newExports);
    }

    /** The account's entry for a signing key, or null when it does not list the key. */
    public @Nullable AccountSigningKey signingKey(Nkey key) {
        for (AccountSigningKey entry : signingKeys) {
            if (entry.key().equals(key)) {
                return entry;
            }
        }
        return null;
    }

    /** Whether user JWTs signed by the key belong to this account. */
    public boolean isSigner(Nkey key) {
        return id.equals(key) || signingKey(key) != null;
    }

    /** The JWT, signed by the operator or one of its signing keys. */
    public String encode(SigningKey operator, long issuedAt) {
        JsonWriter json = IssuedJwt.begin(operator, name);
        AccountClaimsJson.write(this, json);
        return IssuedJwt.end(json, operator, id, issuedAt, 0);
    }

    /**
     * Reads an account JWT and checks its signature; whether the issuer is a trusted operator is not looked at.
     *
     * @throws ClaimsException when it is not an account JWT, or the signature does not fit
     */
    public static AccountClaims decode(String jwt) throws ClaimsException {
        return AccountClaimsReader.read(VerifiedJwt.parse(jwt));
    }

    /**
     * When an account JWT ends, in seconds since 1970; 0 for never. Its signature is not looked at.
     *
     * @throws ClaimsException when it cannot be read
     */
    public static long expiresAt(String jwt) throws ClaimsException {
        return AccountClaimsReader.expiresAt(VerifiedJwt.parse(jwt));
    }
}
