package io.gatehouse.directory.file;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import org.jspecify.annotations.Nullable;

/** The users in use, and how they are looked up. */
record FileState(String directory, UsersFile users, PasswordChecks checks) {
    /** Where nobody in the file has a password: whether it is right does not matter to who has none. */
    private static final PasswordHash ANY = PasswordHash.parse(PasswordHash.PLAIN_PREFIX + "none");

    /**
     * The lookup of a user by name and password; null for who brings none, or is not in the file. Who has no password costs
     * the check of another's all the same, so that the time of an answer does not tell.
     */
    @Nullable FileLookup lookup(AuthorizationRequest login) {
        String name = login.connect().user();
        String password = login.connect().password();
        if (name == null || name.isEmpty() || password == null) {
            return null;
        }
        FileUser user = users.find(name);
        if (user == null && !users.hasInOtherForm(name)) {
            return null;
        }
        PasswordHash own = user == null ? null : user.password();
        PasswordHash decoy = own == null ? users.decoy() : own;
        return new FileLookup(this, user, decoy == null ? ANY : decoy, password);
    }
}
