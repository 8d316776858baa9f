package io.gatehouse.explain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ConnectOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of credentials that a login brings, beside a user name. */
final class Brought {
    private Brought() {}

    static List<String> by(AuthorizationRequest request) {
        ConnectOptions connect = request.connect();
        List<String> kinds = new ArrayList<>();
        add(kinds, "password", connect.password());
        add(kinds, "token", connect.token());
        add(kinds, "nkey", connect.nkey());
        add(kinds, "jwt", connect.jwt());
        if (request.tls() != null && !request.tls().verifiedChains().isEmpty()) {
            kinds.add("certificate");
        }
        return kinds;
    }

    private static void add(List<String> kinds, String kind, @Nullable String given) {
        if (given != null && !given.isEmpty()) {
            kinds.add(kind);
        }
    }
}
