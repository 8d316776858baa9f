package io.gatehouse.cli.check;

import io.gatehouse.claims.ClaimsException;
import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserToken;
import io.gatehouse.config.FileErrors;
import io.gatehouse.config.GatehouseSettings;
import io.gatehouse.transport.NatsSettings.Login;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Looks at the service's credentials in operator mode. */
final class ServiceCreds {
    private static final String NEW_CREDS = "make new ones (nsc generate creds)";

    private ServiceCreds() {}

    /** Who the service is; null when the credentials cannot be used. */
    static @Nullable UserToken run(GatehouseSettings settings, Expiry expiry, Findings findings) {
        if (!(settings.nats().login() instanceof Login.Creds creds)) {
            findings.fail(
                    "nats.creds is missing: in operator mode the service logs in with a credentials file of a user of"
                            + " the AUTH account");
            return null;
        }
        try {
            UserToken token = CredsFile.parse(Files.readString(creds.file())).token();
            expiry.at(creds.file() + ": the credentials", token.expiresAt(), NEW_CREDS);
            return token;
        } catch (IOException e) {
            findings.fail(creds.file() + ": cannot be read: " + FileErrors.words(e));
        } catch (IllegalArgumentException | ClaimsException e) {
            findings.fail(creds.file() + ": " + e.getMessage(), NEW_CREDS);
        }
        return null;
    }
}
