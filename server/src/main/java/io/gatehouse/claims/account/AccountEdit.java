package io.gatehouse.claims.account;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.IssuedJwt;
import io.gatehouse.claims.jwt.RawObject;
import io.gatehouse.claims.jwt.VerifiedJwt;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account's JWT with other keys. All else that it says stays as it was written, byte for byte, what is not known here too.
 *
 * @param issuer who signed the JWT that there is
 * @param claims all of its claims
 */
public record AccountEdit(Nkey issuer, RawObject claims) {
    private static final String NATS = "nats";
    private static final String SIGNING_KEYS = "signing_keys";
    private static final String AUTHORIZATION = "authorization";
    private static final String KEY = "key";

    /**
     * Reads an account JWT and checks its signature; whether the issuer is a trusted operator is not looked at.
     *
     * @throws ClaimsException when it is not an account JWT, or the signature does not fit
     */
    public static AccountEdit of(String jwt) throws ClaimsException {
        AccountClaims unused = AccountClaims.decode(jwt);
        RawObject claims = RawObject.parse(VerifiedJwt.parse(jwt).payload());
        return new AccountEdit(VerifiedJwt.key(claims.text("iss"), "iss", Drop.WRONG_ISSUER), claims);
    }

    /** When it was signed, in seconds since 1970. */
    public long issuedAt() throws ClaimsException {
        return claims.number("iat");
    }

    /**
     * The same with one more signing key; itself where it has the key already.
     *
     * @param like keys whose scope it is to have, that of the first which the account lists
     * @param scoped whether it must have one: a plain key gives its users the whole account
     * @throws ClaimsException when it must, and there is none
     */
    public AccountEdit withSigningKey(Nkey key, List<Nkey> like, boolean scoped) throws ClaimsException {
        byte[] known = entry(key);
        byte[] entry = known == null ? another(key, like) : known;
        if (scoped && entry[0] != '{') {
            throw ClaimsException.malformed(
                    known == null
                            ? "none of the keys that are held has a scope there, which " + key + " would get"
                            : key + " is there already, and has no scope");
        }
        if (known != null) {
            return this;
        }
        List<byte[]> keys = new ArrayList<>(signingKeys());
        keys.add(entry);
        return withNats(claims.object(NATS).with(SIGNING_KEYS, keys));
    }

    private byte[] another(Nkey key, List<Nkey> like) throws ClaimsException {
        for (Nkey each : like) {
            byte[] entry = entry(each);
            if (entry != null && entry[0] == '{') {
                return RawObject.parse(entry).with(KEY, key.text()).json();
            }
            if (entry != null) {
                break;
            }
        }
        return ("\"" + key + "\"").getBytes(StandardCharsets.US_ASCII);
    }

    private byte @Nullable [] entry(Nkey key) throws ClaimsException {
        for (byte[] each : signingKeys()) {
            if (RawObject.textOrMember(each, KEY).equals(key.text())) {
                return each;
            }
        }
        return null;
    }

    /** The same without a signing key; itself where it does not have the key. */
    public AccountEdit withoutSigningKey(Nkey key) throws ClaimsException {
        List<byte[]> keys = new ArrayList<>();
        for (byte[] each : signingKeys()) {
            if (!RawObject.textOrMember(each, KEY).equals(key.text())) {
                keys.add(each);
            }
        }
        return keys.size() == signingKeys().size()
                ? this
                : withNats(claims.object(NATS).with(SIGNING_KEYS, keys));
    }

    /**
     * The same with another xkey of the auth callout; itself where it has that one already.
     *
     * @throws ClaimsException when the account has no auth callout
     */
    public AccountEdit withXkey(Nkey xkey) throws ClaimsException {
        RawObject nats = claims.object(NATS);
        RawObject callout = nats.object(AUTHORIZATION);
        if (callout.list("auth_users").isEmpty()) {
            throw ClaimsException.malformed("the account has no auth callout");
        }
        return callout.text("xkey").equals(xkey.text())
                ? this
                : withNats(nats.with(AUTHORIZATION, callout.with("xkey", xkey.text())));
    }

    private List<byte[]> signingKeys() throws ClaimsException {
        return claims.object(NATS).list(SIGNING_KEYS);
    }

    private AccountEdit withNats(RawObject nats) {
        return new AccountEdit(issuer, claims.with(NATS, nats));
    }

    /**
     * The JWT, signed by the operator or one of its signing keys.
     *
     * @param now seconds since 1970
     */
    public String sign(SigningKey operator, long now) throws ClaimsException {
        return IssuedJwt.again(claims, operator, now);
    }

    /** Whose it is; what it says can be long. */
    @Override
    public String toString() {
        return "AccountEdit[" + issuer + "]";
    }
}
