package io.gatehouse.directory.oidc;

import io.gatehouse.directory.oidc.keys.JsonObject;
import io.gatehouse.directory.oidc.keys.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JWT (RFC 7519) that was taken apart, and of which nothing is proved yet. */
public final class UnverifiedToken {
    /** A longer text is no token: nats-server takes no CONNECT of that length unless it was told to. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final int MAX_HEADER = 8 * 1024;
    private static final char DOT = '.';

    private final Map<String, Object> header;
    private final Claims claims;
    private final byte[] signed;
    private final byte[] signature;

    /** @param signed what the signature is of: the header and the claims as they came */
    private UnverifiedToken(Map<String, Object> header, Claims claims, byte[] signed, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /**
     * Whether a text may be a signed JWT: three parts with dots between them, of which the signature may be empty. What they are made of
     * is not looked at: this is asked about every login.
     */
    static boolean mayBe(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return false;
        }
        int first = text.indexOf(DOT);
        int second = text.indexOf(DOT, first + 1);
        return first >= 1 && second > first + 1 && text.indexOf(DOT, second + 1) < 0;
    }

    /** Whether a text is written as a signed JWT is: three parts of base64url, of which the signature may be empty. */
    static boolean isMeant(@Nullable String text) {
        return text != null && mayBe(text) && text.chars().allMatch(c -> c == DOT || isBase64Url((char) c));
    }

    private static boolean isBase64Url(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** Takes a text apart; null when it is no JWT. */
    public static @Nullable UnverifiedToken parse(String text) {
        if (!isMeant(text)) {
            return null;
        }
        int first = text.indexOf(DOT);
        int second = text.indexOf(DOT, first + 1);
        if (first > MAX_HEADER) {
            return null;
        }
        try {
            Map<String, Object> header = object(text.substring(0, first));
            Map<String, Object> claims = object(text.substring(first + 1, second));
            byte[] signature = Base64.getUrlDecoder().decode(text.substring(second + 1));
            byte[] signed = text.substring(0, second).getBytes(StandardCharsets.US_ASCII);
            return new UnverifiedToken(header, new Claims(claims), signed, signature);
        } catch (ParseException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<String, Object> object(String part) throws ParseException {
        return JsonObject.parse(Base64.getUrlDecoder().decode(part));
    }

    Map<String, Object> header() {
        return header;
    }

    /** What it says of itself. */
    public Claims claims() {
        return claims;
    }

    /** Whether its signature was made with the key that a verifier has. */
    boolean isVerifiedBy(SignatureVerifier verifier) {
        return verifier.verify(signed, signature);
    }

    /** A text of the header; null when it has none of that name. */
    @Nullable String headerText(String name) {
        return header.get(name) instanceof String text ? text : null;
    }

    /** Without its content, which is a credential. */
    @Override
    public String toString() {
        return "UnverifiedToken";
    }
}
