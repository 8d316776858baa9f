package io.gatehouse.directory.oidc;

import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.directory.LoginPart;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a login that is looked at for a bearer token. It is never CONNECT's own {@code jwt}: nats-server keeps that to
 * itself, or takes it for a JWT of NATS.
 *
 * @param user the user name beside which a password is looked at; null for any
 */
public record BearerPart(@Nullable String user) {
    /** The parts of a login that it looks at. */
    public Set<LoginPart> reads() {
        return user == null
                ? Set.of(LoginPart.TOKEN, LoginPart.PASSWORD)
                : Set.of(LoginPart.TOKEN, LoginPart.PASSWORD, LoginPart.USER);
    }

    /** What may be a JWT: the token, or else the password. */
    public @Nullable String of(ConnectOptions connect) {
        if (UnverifiedToken.isMeant(connect.token())) {
            return connect.token();
        }
        boolean looked = user == null || user.equals(connect.user());
        return looked && UnverifiedToken.isMeant(connect.password()) ? connect.password() : null;
    }
}
