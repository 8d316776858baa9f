package io.gatehouse.directory.users;

import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.Entitlement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user of the file.
 *
 * @param profile what is known of the user beside what the user may
 * @param password null when the user cannot log in with a password
 * @param version since when the user has been like this
 */
public record FileUser(
        Entitlement entitlement, Profile profile, @Nullable PasswordHash password, long version) {
    /**
     * Who it is, for policy; made anew each time, so that what policy prepares lives no longer than the one who asked.
     *
     * @param directory the name of the directory that the file is
     */
    public Identity identity(String directory) {
        return new Identity(directory, entitlement.name(), profile.attributes(), profile.groups(), entitlement);
    }

    /** Whether it is and may what these say, with the same password. */
    boolean is(Entitlement otherEntitlement, Profile otherProfile, @Nullable PasswordHash otherPassword) {
        return entitlement.equals(otherEntitlement)
                && profile.equals(otherProfile)
                && Objects.equals(password, otherPassword);
    }
}
