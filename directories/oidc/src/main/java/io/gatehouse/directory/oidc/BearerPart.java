package io.gatehouse.directory.oidc;

import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.passwords.ApiToken;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a login that is looked at for a bearer token. It is never CONNECT's own {@code jwt}: nats-server keeps that to
 * itself, or takes it for a JWT of NATS.
 *
 * @param user the user name beside which a password is looked at; null for any
 * @param opaque whether a token may be something else than a JWT. A password then only beside that user name, for it would be told
 *     to the issuer, and could be anybody's
 */
public record BearerPart(@Nullable String user, boolean opaque) {
    private static final char FIRST = '!';
    private static final char LAST = '~';

    /** The parts of a login that it looks at. */
    public Set<LoginPart> reads() {
        return user == null
                ? Set.of(LoginPart.TOKEN, LoginPart.PASSWORD)
                : Set.of(LoginPart.TOKEN, LoginPart.PASSWORD, LoginPart.USER);
    }

    /** What may be a token: the token, or else the password. */
    public @Nullable Brought of(ConnectOptions connect) {
        Brought token = brought(connect.token(), opaque);
        if (token != null) {
            return token;
        }
        boolean own = user != null && user.equals(connect.user());
        return user == null || own ? brought(connect.password(), opaque && own) : null;
    }

    private static @Nullable Brought brought(@Nullable String text, boolean opaque) {
        boolean mayBeOpaque = opaque && text != null && mayBeOpaque(text);
        return text != null && (mayBeOpaque || UnverifiedToken.mayBe(text)) ? new Brought(text, mayBeOpaque) : null;
    }

    /** Our own API tokens are no provider's. */
    private static boolean mayBeOpaque(String text) {
        return !text.isEmpty() && text.length() <= UnverifiedToken.MAX_LENGTH && !ApiToken.isMeant(text);
    }

    /**
     * What a client has brought.
     *
     * @param mayBeOpaque whether it may be shown to the issuer where it is no JWT, if it {@link #isOpaque is written so}
     */
    public record Brought(String text, boolean mayBeOpaque) {
        /** Whether it may be an opaque token by what RFC 6749 (appendix A.12) lets one be made of; a space is none of HTTP's. */
        boolean isOpaque() {
            return mayBeOpaque && text.chars().allMatch(c -> c >= FIRST && c <= LAST);
        }

        /** Without the text, which is a credential. */
        @Override
        public String toString() {
            return "Brought";
        }
    }
}
