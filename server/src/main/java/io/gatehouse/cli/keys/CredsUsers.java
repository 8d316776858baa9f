package io.gatehouse.cli.keys;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.files.RegularFile;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.service.GatehouseSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is in the credentials files that a configuration names. */
final class CredsUsers {
    private CredsUsers() {}

    /** The user JWT of a credentials file; null when it cannot be used. */
    static @Nullable UserToken token(Path file) {
        try {
            return CredsFile.parse(RegularFile.text(file)).token();
        } catch (IOException | IllegalArgumentException | ClaimsException e) {
            return null;
        }
    }

    /** Operator mode: the account of the service's user, AUTH; null where that cannot be known. */
    static @Nullable Nkey auth(GatehouseSettings settings) {
        Nkey configured = settings.issuerAccount();
        if (configured != null || !(settings.nats().login() instanceof Login.Creds creds)) {
            return configured;
        }
        UserToken token = token(creds.file());
        return token == null ? null : token.account();
    }
}
