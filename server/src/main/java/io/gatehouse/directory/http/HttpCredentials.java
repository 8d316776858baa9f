package io.gatehouse.directory.http;

import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.policy.text.UserText;
import org.jspecify.annotations.Nullable;

/** Which credentials can be asked about: what no user of any service has is not sent. */
final class HttpCredentials {
    private static final int LONGEST_NAME = 1024;
    private static final int LONGEST_SECRET = 16 * 1024;

    private HttpCredentials() {}

    /** Whether there are a user name and a password. */
    static boolean hasPassword(ConnectOptions connect) {
        String user = connect.user();
        return user != null && isName(user) && isSecret(connect.password());
    }

    static boolean hasToken(ConnectOptions connect) {
        return isSecret(connect.token());
    }

    private static boolean isName(String user) {
        return !user.isBlank() && user.length() <= LONGEST_NAME && UserText.isClean(user);
    }

    private static boolean isSecret(@Nullable String text) {
        return text != null && !text.isEmpty() && text.length() <= LONGEST_SECRET && !hasHalfCharacters(text);
    }

    private static boolean hasHalfCharacters(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
