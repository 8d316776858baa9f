package io.gatehouse.directory.users;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.Entitlement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user of the file.
 *
 * @param profile what is known of the user beside what the user may
 * @param password null when the user cannot log in with a password
 * @param version since when the user has been like this
 * @param nkeys the public keys that the user can log in with
 */
public record FileUser(
        Entitlement entitlement, Profile profile, @Nullable PasswordHash password, long version, List<Nkey> nkeys) {
    public FileUser {
        nkeys = List.copyOf(nkeys);
    }

    /** A user without nkeys. */
    public FileUser(Entitlement entitlement, Profile profile, @Nullable PasswordHash password, long version) {
        this(entitlement, profile, password, version, List.of());
    }

    /**
     * Who it is, for policy; made anew each time, so that what policy prepares lives no longer than the one who asked.
     *
     * @param directory the name of the directory that the file is
     */
    public Identity identity(String directory) {
        return new Identity(
                directory,
                entitlement.name(),
                profile.attributes(),
                profile.groups(),
                entitlement.statesNothing() ? null : entitlement,
                entitlement.expiresAt());
    }

    /** Whether it is and may what another one does, with the same password and nkeys, since whenever. */
    public boolean isLike(FileUser other) {
        return is(other.entitlement, other.profile, other.password, other.nkeys);
    }

    /** Whether it is and may what these say, with the same password and nkeys. */
    boolean is(
            Entitlement otherEntitlement,
            Profile otherProfile,
            @Nullable PasswordHash otherPassword,
            List<Nkey> otherNkeys) {
        return entitlement.equals(otherEntitlement)
                && profile.equals(otherProfile)
                && Objects.equals(password, otherPassword)
                && nkeys.equals(otherNkeys);
    }
}
