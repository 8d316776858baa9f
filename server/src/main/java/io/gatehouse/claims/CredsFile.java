package io.gatehouse.claims;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.IssuedJwt;
import io.gatehouse.claims.jwt.RawObject;
import io.gatehouse.claims.jwt.VerifiedJwt;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import java.util.List;
import java.util.Locale;

/**
 * A credentials file: a user's JWT and the seed that proves it is theirs. The text is a secret.
 *
 * @param jwt the user JWT; a secret too when it is a bearer token, and so not shown
 */
public record CredsFile(String jwt, SigningKey user) {
    private static final String JWT = "NATS USER JWT";
    private static final String SEED = "USER NKEY SEED";

    public CredsFile {
        if (user.publicKey().kind() != NkeyKind.USER) {
            throw new IllegalArgumentException("a credentials file needs a user's key (SU...)");
        }
    }

    /**
     * Reads a credentials file's text.
     *
     * @throws IllegalArgumentException when it has no JWT or no user seed; the message quotes nothing of it
     */
    public static CredsFile parse(String text) {
        String jwt = section(text, JWT);
        String seed = section(text, SEED);
        try {
            return new CredsFile(jwt, SigningKey.fromSeed(seed));
        } catch (NkeyException wrong) {
            throw new IllegalArgumentException(
                    "the user seed of the credentials file is damaged: " + wrong.getMessage());
        }
    }

    /** The text between {@code -----BEGIN title-----} and {@code ------END title------}. */
    private static String section(String text, String title) {
        List<String> lines = text.lines().map(String::strip).toList();
        int begin = indexOf(lines, "BEGIN " + title, 0);
        int end = begin < 0 ? -1 : indexOf(lines, "END " + title, begin);
        String content = end < 0 ? "" : String.join("", lines.subList(begin + 1, end));
        if (content.isEmpty()) {
            throw new IllegalArgumentException(
                    "not a credentials file: it has no section \"-----BEGIN " + title + "-----\"");
        }
        return content;
    }

    private static int indexOf(List<String> lines, String heading, int from) {
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("---") && line.toUpperCase(Locale.ROOT).contains(heading)) {
                return i;
            }
        }
        return -1;
    }

    /** The file's text. */
    public String text() {
        return """
                -----BEGIN NATS USER JWT-----
                %s
                ------END NATS USER JWT------

                Whoever has the seed below is this user: keep it secret.

                -----BEGIN USER NKEY SEED-----
                %s
                ------END USER NKEY SEED------
                """.formatted(jwt, user.seed());
    }

    /**
     * Reads the JWT, and checks that the seed is its user's.
     *
     * @throws ClaimsException as {@link UserToken#decode}, and {@code WRONG_USER_NKEY} when the seed is another's
     */
    public UserToken token() throws ClaimsException {
        UserToken token = UserToken.decode(jwt);
        if (!token.subject().equals(user.publicKey())) {
            throw new ClaimsException(Drop.WRONG_USER_NKEY, "the seed is not that of the JWT's user");
        }
        return token;
    }

    /**
     * The same user, whose JWT another key of its account has signed; all else that it says is as it was.
     *
     * @param now seconds since 1970
     * @throws ClaimsException as {@link #token}
     */
    public CredsFile signedBy(SigningKey signer, long now) throws ClaimsException {
        UserToken token = token();
        RawObject claims = RawObject.parse(VerifiedJwt.parse(jwt).payload());
        RawObject nats =
                claims.object("nats").with("issuer_account", token.account().text());
        return new CredsFile(IssuedJwt.again(claims.with("nats", nats), signer, now), user);
    }

    /** The public key only. */
    @Override
    public String toString() {
        return "CredsFile[" + user.publicKey() + "]";
    }
}
