package io.gatehouse.cli.check;

import io.gatehouse.claims.ClaimsException;
import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserToken;
import io.gatehouse.config.GatehouseSettings;
import io.gatehouse.transport.NatsSettings.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks at the service's credentials in operator mode. */
final class ServiceCreds {
    private ServiceCreds() {}

    /** Who the service is; null when the credentials cannot be used. */
    static @Nullable UserToken run(GatehouseSettings settings, Clock clock, Findings findings) {
        if (!(settings.nats().login() instanceof Login.Creds creds)) {
            findings.fail(
                    "nats.creds is missing: in operator mode the service logs in with a credentials file of a user of"
                            + " the AUTH account");
            return null;
        }
        try {
            UserToken token = CredsFile.parse(Files.readString(creds.file())).token();
            if (token.expiresAt() != 0 && token.expiresAt() <= clock.instant().getEpochSecond()) {
                findings.fail(creds.file() + ": the credentials ended at " + Instant.ofEpochSecond(token.expiresAt())
                        + ": make new ones (nsc generate creds)");
            }
            return token;
        } catch (IOException | IllegalArgumentException | ClaimsException e) {
            findings.fail(creds.file() + ": " + e.getMessage() + ": make new credentials (nsc generate creds)");
            return null;
        }
    }
}
