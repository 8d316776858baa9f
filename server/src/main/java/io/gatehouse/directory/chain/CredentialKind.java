package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import org.jspecify.annotations.Nullable;

/** What a client may prove with who it is; a login can bring several. */
public enum CredentialKind {
    PASSWORD,
    TOKEN,
    NKEY,
    JWT,
    CERTIFICATE;

    boolean isIn(AuthorizationRequest login) {
        ConnectOptions connect = login.connect();
        return switch (this) {
            case PASSWORD -> given(connect.user()) && connect.password() != null;
            case TOKEN -> given(connect.token());
            case NKEY -> given(connect.nkey()) && given(connect.signature());
            case JWT -> given(connect.jwt());
            case CERTIFICATE -> bringsCertificate(login.tls());
        };
    }

    private static boolean given(@Nullable String option) {
        return option != null && !option.isEmpty();
    }

    private static boolean bringsCertificate(@Nullable ClientTls tls) {
        return tls != null && !(tls.certs().isEmpty() && tls.verifiedChains().isEmpty());
    }
}
