package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.oidc.UnverifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * A token that says it is of a service account, of which nothing is proved yet.
 *
 * @param text as it came
 */
record ClusterAccountToken(String text, UnverifiedToken token, ClusterAccount account) {
    /** Takes a text apart; null when it is nothing of the kind. */
    static @Nullable ClusterAccountToken parse(String text) {
        UnverifiedToken token = UnverifiedToken.parse(text);
        ClusterAccount account = token == null ? null : ClusterAccount.of(token.claims());
        return token == null || account == null ? null : new ClusterAccountToken(text, token, account);
    }

    /** Who says that it has issued it. */
    @Nullable String issuer() {
        return token.claims().text("iss");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ClusterAccountToken[" + account + "]";
    }
}
