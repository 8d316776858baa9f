package io.gatehouse.directory.file;

import io.gatehouse.crypto.PasswordHash;
import io.gatehouse.directory.Generations;
import io.gatehouse.policy.Entitlement;
import io.gatehouse.policy.Identity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user of the file.
 *
 * @param password null when the user cannot log in with a password
 * @param generation since when the user has been like this
 */
record FileUser(Entitlement entitlement, @Nullable PasswordHash password, long generation) {
    FileUser(Entitlement entitlement, @Nullable PasswordHash password) {
        this(entitlement, password, Generations.next());
    }

    /** Who it is, for policy; made anew each time, so that what policy prepares lives no longer than the one who asked. */
    Identity identity() {
        return Identity.of(FileDirectory.NAME, entitlement);
    }

    /** Whether it may what these say, with the same password. */
    boolean is(Entitlement otherEntitlement, @Nullable PasswordHash otherPassword) {
        return entitlement.equals(otherEntitlement) && Objects.equals(password, otherPassword);
    }
}
