package io.gatehouse.cli.check;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.service.GatehouseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the service's credentials in operator mode. */
final class ServiceCreds {
    private static final String NEW_CREDS = "make new ones (nsc generate creds)";

    private static final String OWN_CREDS =
            "set nats.creds to the service's own credentials, those of a user of the AUTH account who is in auth_users";

    private ServiceCreds() {}

    /** Who the service is; null when the credentials cannot be used. */
    static @Nullable UserToken run(
            GatehouseSettings settings, List<Sentinel> sentinels, Expiry expiry, Findings findings) {
        if (!(settings.nats().login() instanceof Login.Creds creds)) {
            findings.fail(
                    "nats.creds is missing: in operator mode the service logs in with a credentials file of a user of"
                            + " the AUTH account");
            return null;
        }
        try {
            UserToken token = CredsFile.parse(RegularFile.text(creds.file())).token();
            if (isSentinels(creds.file(), token, sentinels, findings)) {
                return null;
            }
            expiry.at(creds.file() + ": the credentials", token.expiresAt(), NEW_CREDS);
            return token;
        } catch (IOException e) {
            findings.fail(creds.file() + ": cannot be read: " + FileErrors.words(e));
        } catch (IllegalArgumentException | ClaimsException e) {
            findings.fail(creds.file() + ": " + e.getMessage(), NEW_CREDS);
        }
        return null;
    }

    /** Whether they are what clients bring, which must never get into auth_users. */
    private static boolean isSentinels(Path file, UserToken token, List<Sentinel> sentinels, Findings findings) {
        for (Sentinel sentinel : sentinels) {
            if (sentinel.user().equals(token.subject())) {
                findings.fail(
                        "nats.creds (" + file + ") and " + sentinel.place() + " are of the same user, "
                                + token.subject()
                                + ": the sentinel's credentials are what clients bring, and not the service's",
                        OWN_CREDS);
                return true;
            }
        }
        UserClaims.Body body = token.claims().body();
        if (body != null && body.permissions().subscribe().deny().contains(">")) {
            findings.fail(
                    "nats.creds (" + file + ") are of a user who may not subscribe to anything, as a sentinel may not: "
                            + token.subject(),
                    OWN_CREDS);
            return true;
        }
        return false;
    }
}
