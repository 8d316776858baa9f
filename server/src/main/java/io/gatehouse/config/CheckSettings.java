package io.gatehouse.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code gatehouse check} may look at beside the service's own configuration.
 *
 * @param serverConf nats-server's configuration file
 * @param sysCreds credentials of a system-account user, to look account JWTs up on the server
 * @param sentinelCreds the credentials that clients bring beside their own user and password, to see when they end
 * @param accountJwts files with account JWTs
 */
public record CheckSettings(
        @Nullable Path serverConf,
        @Nullable Path sysCreds,
        @Nullable Path sentinelCreds,
        List<Path> accountJwts) {
    public CheckSettings {
        accountJwts = List.copyOf(accountJwts);
    }
}
