package io.gatehouse.cli.keys;

import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.check.conf.ConfException;
import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.crypto.Nkey;
import java.nio.file.Path;
import java.util.Map;

/** Whether a nats-server's configuration file needs a key; a file that does not say so is an error, and no answer. */
final class NamedInConf {
    private NamedInConf() {}

    /** Whether a key has signed the default sentinel. */
    static boolean isDefaultSentinel(Nkey key, Path conf, Map<String, String> environment) {
        String jwt = read(conf, environment).defaultSentinel();
        try {
            return jwt != null && UserToken.decode(jwt).issuer().equals(key);
        } catch (ClaimsException e) {
            throw unknown(conf, "its default_sentinel cannot be used: " + e.getMessage());
        }
    }

    /** Config mode: whether a key is its issuer or xkey. */
    static boolean isOfCallout(Nkey key, Path conf, Map<String, String> environment) {
        ServerConf.Callout callout = read(conf, environment).callout();
        if (callout == null) {
            throw unknown(conf, "it has no auth_callout");
        }
        return callout.issuer().equals(key.text()) || key.text().equals(callout.xkey());
    }

    private static ServerConf read(Path conf, Map<String, String> environment) {
        try {
            return ServerConf.read(conf, environment);
        } catch (ConfException e) {
            throw unknown(conf, "it cannot be read: " + e.getMessage());
        }
    }

    private static RecordsFailure unknown(Path conf, String why) {
        return new RecordsFailure("it is not known whether " + conf + " has the key: " + why + "; nothing was changed");
    }
}
