package io.gatehouse.directory.file;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UserLookup;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.passwords.PasswordChecks;
import org.jspecify.annotations.Nullable;

/** The users in use, and how they are looked up. */
record FileState(String directory, UsersFile users, PasswordChecks checks) {
    /** The lookup of a user by name and password; null for who brings none, or is not in the file. */
    @Nullable UserLookup lookup(AuthorizationRequest login) {
        String name = login.connect().user();
        String password = login.connect().password();
        if (name == null || name.isEmpty() || password == null) {
            return null;
        }
        FileUser user = users.find(name);
        if (user == null && !users.hasInOtherForm(name)) {
            return null;
        }
        return UserLookup.of(directory, user, users.decoy(), password, users.version(), checks);
    }
}
