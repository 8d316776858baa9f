package io.gatehouse.claims.jwt;

/**
 * The issuer of a JWT, compared where it lies: nothing is decoded, verified or allocated. For a count of JWTs that somebody else has
 * verified, and for nothing that anybody's rights depend on.
 */
public final class JwtIssuer {
    private static final String MEMBER = "\"iss\":\"";

    /** Those of nats-server's family write it behind what is short: {@code jti} and times. */
    private static final int FARTHEST = 512;

    private JwtIssuer() {}

    /**
     * Where the text of the issuer begins in the decoded claims, written without white space as all of NATS writes them; -1 when it is
     * not found near the beginning.
     */
    public static int find(String jwt) {
        int from = jwt.indexOf('.') + 1;
        int matched = 0;
        for (int i = 0; from > 0 && i < FARTHEST; i++) {
            int octet = at(jwt, from, i);
            if (octet < 0) {
                return -1;
            }
            if (octet == MEMBER.charAt(matched)) {
                matched++;
            } else {
                matched = octet == MEMBER.charAt(0) ? 1 : 0;
            }
            if (matched == MEMBER.length()) {
                return i + 1;
            }
        }
        return -1;
    }

    /**
     * Whether the issuer is this one.
     *
     * @param found as {@link #find} has told
     */
    public static boolean is(String jwt, int found, String issuer) {
        if (found < 0) {
            return false;
        }
        int from = jwt.indexOf('.') + 1;
        for (int i = 0; i < issuer.length(); i++) {
            if (at(jwt, from, found + i) != issuer.charAt(i)) {
                return false;
            }
        }
        return at(jwt, from, found + issuer.length()) == '"';
    }

    /** An octet of the base64url that begins somewhere in a text; -1 behind its end. */
    private static int at(String text, int from, int index) {
        int bit = index * 8;
        int first = from + bit / 6;
        if (first + 1 >= text.length()) {
            return -1;
        }
        int high = Base64Url.value(text.charAt(first));
        int low = Base64Url.value(text.charAt(first + 1));
        if (high < 0 || low < 0) {
            return -1;
        }
        return ((high << 6) | low) >> (4 - bit % 6) & 0xff;
    }
}
