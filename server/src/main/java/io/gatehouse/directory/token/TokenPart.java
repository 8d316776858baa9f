package io.gatehouse.directory.token;

import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.passwords.ApiToken;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a login that is looked at for a token.
 *
 * @param user the user name beside which a password is looked at; null for any
 */
record TokenPart(@Nullable String user) {
    Set<LoginPart> reads() {
        return user == null
                ? Set.of(LoginPart.TOKEN, LoginPart.PASSWORD)
                : Set.of(LoginPart.TOKEN, LoginPart.PASSWORD, LoginPart.USER);
    }

    /** What may be a token: the token, or else the password. */
    @Nullable String of(ConnectOptions connect) {
        if (ApiToken.isMeant(connect.token())) {
            return connect.token();
        }
        boolean looked = user == null || user.equals(connect.user());
        return looked && ApiToken.isMeant(connect.password()) ? connect.password() : null;
    }
}
