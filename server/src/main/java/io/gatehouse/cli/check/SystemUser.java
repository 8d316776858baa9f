package io.gatehouse.cli.check;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The user that the server is asked as for what only the system account may know.
 *
 * @param account the account that the credentials are of; null when they cannot be read, which is told elsewhere
 */
record SystemUser(Path creds, @Nullable Nkey account) {
    static final String REMEDY = "give credentials of a user of the system account";

    /** The user of a credentials file; null when no file is given. */
    static @Nullable SystemUser of(@Nullable Path creds) {
        if (creds == null) {
            return null;
        }
        try {
            return new SystemUser(
                    creds, CredsFile.parse(RegularFile.text(creds)).token().account());
        } catch (IOException | IllegalArgumentException | ClaimsException e) {
            return new SystemUser(creds, null);
        }
    }

    /** Whether the user is known to be of another account. */
    boolean isStrangerTo(@Nullable Nkey system) {
        return system != null && account != null && !account.equals(system);
    }
}
