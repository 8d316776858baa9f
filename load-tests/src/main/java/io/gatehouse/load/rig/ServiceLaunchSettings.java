package io.gatehouse.load.rig;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a service is put to work, and with what.
 *
 * @param url the nats-server
 * @param user the service's user there
 * @param users the users' file
 * @param issuerSeed signs user JWTs and responses
 * @param xkeySeed opens requests and seals responses; null when they are not sealed
 */
public record ServiceLaunchSettings(
        String url,
        String user,
        String password,
        Path users,
        String issuerSeed,
        @Nullable String xkeySeed) {
    /** Without the secrets. */
    @Override
    public String toString() {
        return "ServiceLaunchSettings[" + url + ", " + user + ", " + users + ", "
                + (xkeySeed == null ? "plain" : "sealed") + "]";
    }
}
