package io.gatehouse.claims.account;

import io.gatehouse.claims.jwt.IssuedJwt;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator's JWT says.
 *
 * @param signingKeys the keys that sign accounts for the operator
 * @param systemAccount the public key of the system account, null for none
 * @param strictSigningKeys whether accounts must be signed by a signing key, never by the operator's own
 * @param serviceUrl where tools find a server to push accounts to, null when not told
 */
public record OperatorClaims(
        String name,
        List<Nkey> signingKeys,
        @Nullable Nkey systemAccount,
        boolean strictSigningKeys,
        @Nullable String serviceUrl) {
    public OperatorClaims {
        signingKeys = List.copyOf(signingKeys);
    }

    /** The JWT, signed by the operator itself. */
    public String encode(SigningKey operator, long issuedAt) {
        JsonWriter json = IssuedJwt.begin(operator, name);
        json.name("nats").begin();
        json.optional("signing_keys", signingKeys.stream().map(Nkey::text).toList());
        json.optional("account_server_url", serviceUrl);
        if (systemAccount != null) {
            json.member("system_account", systemAccount.text());
        }
        json.optional("strict_signing_key_usage", strictSigningKeys);
        json.member("type", "operator").member("version", 2).end();
        return IssuedJwt.end(json, operator, operator.publicKey(), issuedAt, 0);
    }
}
