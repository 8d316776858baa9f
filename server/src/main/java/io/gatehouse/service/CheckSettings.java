package io.gatehouse.service;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
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
    private static final Key<Path> SERVER_CONF = Key.file("server_conf")
            .holdingSecret()
            .help("nats-server's configuration file, for `gatehouse check` to compare with.")
            .option("FILE", "nats-server's configuration file, to compare with.", "--server-conf");
    private static final Key<Path> SYS_CREDS = Key.file("sys_creds")
            .holdingSecret()
            .help("Credentials of a user of the system account, for `gatehouse check` and `gatehouse keys` to"
                    + " ask the servers with.")
            .option(
                    "FILE",
                    "Credentials of the system account, to look the accounts' JWTs up at the server.",
                    "--sys-creds");
    private static final Key<Path> SENTINEL_CREDS = Key.file("sentinel_creds")
            .holdingSecret()
            .help("The sentinel's credentials, for `gatehouse check` to warn before they expire.");
    private static final Key<List<Path>> ACCOUNT_JWTS = Key.files("account_jwts")
            .help("Files with account JWTs, for `gatehouse check` to compare with.")
            .option("FILE", "Account JWTs to compare with. May be repeated.", "--account-jwt");

    static final Section SECTION = Section.of("check", SERVER_CONF, SYS_CREDS, SENTINEL_CREDS, ACCOUNT_JWTS);

    public CheckSettings {
        accountJwts = List.copyOf(accountJwts);
    }

    static CheckSettings read(Values root) {
        Values in = root.in(SECTION);
        return new CheckSettings(
                in.find(SERVER_CONF), in.find(SYS_CREDS), in.find(SENTINEL_CREDS), in.get(ACCOUNT_JWTS, List.of()));
    }
}
