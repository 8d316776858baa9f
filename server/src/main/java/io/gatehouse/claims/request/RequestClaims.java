package io.gatehouse.claims.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a request, of which only the JSON types were checked; an absent text is empty.
 *
 * @param connect null when the claims have none
 */
record RequestClaims(
        String issuer,
        String audience,
        String subject,
        long issuedAt,
        long expiresAt,
        long notBefore,
        String type,
        long version,
        Server server,
        String userNkey,
        ClientInfo client,
        ConnectOptions connect,
        @Nullable ClientTls tls,
        @Nullable String requestNonce) {

    /** {@link ServerId} before its keys are read. */
    record Server(
            String name, String host, String id, String version, String cluster, List<String> tags, String xkey) {}
}
