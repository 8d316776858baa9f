package io.gatehouse.claims.account;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.Json;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.Names;
import io.gatehouse.claims.jwt.SignedJwt;
import io.gatehouse.claims.jwt.VerifiedJwt;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.drops.Drop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator, as its JWT tells who signs accounts for it.
 *
 * @param id the operator's own key
 * @param strict whether accounts must be signed by a signing key, never by the operator's own
 */
public record TrustedOperator(Nkey id, List<Nkey> signingKeys, boolean strict) {
    private static final Names CLAIMS = new Names("iss", "sub", "nats");
    private static final Names NATS = new Names("signing_keys", "strict_signing_key_usage", "type", "version");
    private static final int MOST_KEYS = 1_000;

    public TrustedOperator {
        signingKeys = List.copyOf(signingKeys);
    }

    /** Whether servers of this operator take accounts that the key has signed. */
    public boolean takes(Nkey key) {
        return signingKeys.contains(key) || (!strict && id.equals(key));
    }

    /** Whether the key is one of the operator's. */
    public boolean has(Nkey key) {
        return id.equals(key) || signingKeys.contains(key);
    }

    /**
     * Reads an operator JWT, which the operator itself has signed.
     *
     * @throws ClaimsException when it is none, or the signature does not fit
     */
    public static TrustedOperator decode(String jwt) throws ClaimsException {
        SignedJwt signed = VerifiedJwt.parse(jwt);
        return JsonReader.read(Json.ACCOUNT, signed.payload(), in -> new Reading().read(in, signed));
    }

    /** The claims as far as they were read. */
    private static final class Reading {
        private @Nullable String issuer;
        private @Nullable String subject;
        private final List<Nkey> keys = new ArrayList<>();
        private boolean strict;
        private String type = "";
        private long version;

        TrustedOperator read(JsonReader in, SignedJwt jwt) throws ClaimsException {
            JsonReader.Members claims = in.object(CLAIMS);
            while (claims.next()) {
                switch (claims.name()) {
                    case "iss" -> issuer = in.string();
                    case "sub" -> subject = in.string();
                    default -> nats(in);
                }
            }
            Nkey id = VerifiedJwt.key(subject, NkeyKind.OPERATOR, "sub");
            Nkey signer = VerifiedJwt.key(issuer, "iss", Drop.WRONG_ISSUER);
            if (!signer.equals(id)) {
                throw new ClaimsException(Drop.WRONG_ISSUER, "the operator has not signed its claims itself");
            }
            VerifiedJwt.check(jwt, "operator", type, version, signer);
            return new TrustedOperator(id, keys, strict);
        }

        private void nats(JsonReader in) throws ClaimsException {
            JsonReader.Members nats = in.object(NATS);
            while (nats.next()) {
                switch (nats.name()) {
                    case "signing_keys" -> {
                        for (String key : in.strings(MOST_KEYS)) {
                            keys.add(VerifiedJwt.key(key, NkeyKind.OPERATOR, "signing_keys"));
                        }
                    }
                    case "strict_signing_key_usage" -> strict = in.bool();
                    case "type" -> type = in.string();
                    default -> version = in.number();
                }
            }
        }
    }
}
