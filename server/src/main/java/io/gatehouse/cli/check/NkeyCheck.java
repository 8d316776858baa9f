package io.gatehouse.cli.check;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.service.GatehouseSettings;

/** Where clients may log in with an nkey: whether the server's configuration lets them. */
final class NkeyCheck {
    private final GatehouseSettings settings;
    private final ServerConf conf;
    private final Findings findings;

    NkeyCheck(GatehouseSettings settings, ServerConf conf, Findings findings) {
        this.settings = settings;
        this.conf = conf;
        this.findings = findings;
    }

    void run() {
        if (settings.operatorMode()) {
            sentinel();
        } else {
            nonce();
        }
    }

    /** In config mode a server sends a nonce only when it has a user, or a proxy, that is known by an nkey. */
    private void nonce() {
        if (conf.sendsNonce()) {
            findings.ok("the server sends a nonce, so that clients can log in with an nkey");
        } else {
            findings.fail(
                    "a directory of type nkey is configured, and the server has no user with an nkey: it then sends no"
                            + " nonce, and no client can log in with an nkey",
                    "let the service itself log in with one: put { nkey: U... } in the place of its user and password in"
                            + " accounts and auth_users of the server's configuration, and set nats.nkey here");
        }
    }

    /** In operator mode a client with an nkey has no JWT, and a client has one signature. */
    private void sentinel() {
        String jwt = conf.defaultSentinel();
        if (jwt == null) {
            findings.fail(
                    "a directory of type nkey is configured, and the server has no default_sentinel: a client that"
                            + " brings an nkey brings no JWT, and the server asks the callout about nobody without one",
                    "set default_sentinel in the server's configuration to the JWT of a bearer user of the AUTH account,"
                            + " as gatehouse init --default-sentinel does");
        } else if (isBearer(jwt)) {
            findings.ok("default_sentinel is a bearer, so that clients can log in with an nkey");
        } else {
            findings.fail(
                    "a directory of type nkey is configured, and default_sentinel is no bearer: the server would want the"
                            + " client's signature to be the sentinel's",
                    "make it one: nsc edit user --account AUTH --name SENTINEL --bearer, and put its new JWT into the"
                            + " server's configuration");
        }
    }

    private static boolean isBearer(String jwt) {
        try {
            UserClaims.Body body = UserToken.decode(jwt).claims().body();
            // A scoped key says it in the account's JWT, which is looked at elsewhere.
            return body == null || body.bearerToken();
        } catch (ClaimsException e) {
            return false;
        }
    }
}
