package io.gatehouse.claims.jwt;

import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.drops.Drop;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the JWTs that are kept in files, and the keys in them. */
public final class VerifiedJwt {
    /** The largest one that is looked at, in bytes; the NATS tools have the same bound. */
    static final int MAX_BYTES = 1024 * 1024;

    private VerifiedJwt() {}

    /**
     * Takes a JWT apart.
     *
     * @throws ClaimsException {@code TOO_LARGE}, {@code MALFORMED} or {@code WRONG_HEADER}
     */
    public static SignedJwt parse(String jwt) throws ClaimsException {
        return SignedJwt.parse(jwt.strip().getBytes(StandardCharsets.UTF_8), MAX_BYTES);
    }

    /** Checks the type of the claims, and that the issuer, an account or operator, signed them. */
    public static void check(SignedJwt jwt, String expectedType, String type, long version, Nkey issuer)
            throws ClaimsException {
        if (!type.equals(expectedType) || version != 2) {
            throw new ClaimsException(Drop.WRONG_TYPE, "not " + expectedType + " claims of version 2");
        }
        boolean operator = issuer.kind() == NkeyKind.OPERATOR && !type.equals("user");
        if (!operator && issuer.kind() != NkeyKind.ACCOUNT) {
            throw new ClaimsException(Drop.WRONG_ISSUER, "iss is of a kind that may not sign " + type + " claims");
        }
        if (!Ed25519.fastest().verify(issuer, jwt.text(), 0, jwt.signedLength(), jwt.signature())) {
            throw new ClaimsException(Drop.BAD_SIGNATURE, "the signature of the " + type + " claims does not fit");
        }
    }

    /** Reads a key that may be anything but absent. */
    public static Nkey key(@Nullable String text, String claim, Drop reason) throws ClaimsException {
        try {
            return Nkey.parse(text == null ? "" : text);
        } catch (NkeyException wrong) {
            throw new ClaimsException(reason, claim + " is not a public nkey");
        }
    }

    /** Reads a key of one kind. */
    public static Nkey key(@Nullable String text, NkeyKind kind, String claim) throws ClaimsException {
        Nkey key = key(text, claim, Drop.MALFORMED);
        if (key.kind() != kind) {
            throw ClaimsException.malformed(claim + " is not a public nkey of kind " + kind);
        }
        return key;
    }
}
