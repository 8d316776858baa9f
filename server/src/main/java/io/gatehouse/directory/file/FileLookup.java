package io.gatehouse.directory.file;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.crypto.PasswordHash;
import io.gatehouse.directory.CredentialPart;
import io.gatehouse.directory.DirectoryState;
import io.gatehouse.directory.Generations;
import io.gatehouse.directory.PasswordChecks;
import io.gatehouse.directory.Question;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks users up in one state of the file. Who is unknown, or has no password, costs one check of the most common scheme
 * all the same, so that the time of an answer does not tell who exists.
 */
record FileLookup(UsersFile users, PasswordChecks checks, long generation) implements DirectoryState {
    private static final Set<CredentialPart> PARTS = Set.of(CredentialPart.USER, CredentialPart.PASSWORD);

    FileLookup(UsersFile users, PasswordChecks checks) {
        this(users, checks, Generations.next());
    }

    @Override
    public Set<CredentialPart> looksAt() {
        return PARTS;
    }

    /** The users are in memory, and a user who changes gets another generation with the file. */
    @Override
    public boolean generationIsProof() {
        return true;
    }

    @Override
    public @Nullable Question question(AuthorizationRequest request) {
        String name = request.connect().user();
        String password = request.connect().password();
        if (name == null || name.isEmpty() || password == null) {
            return null;
        }
        FileUser user = users.find(name);
        PasswordHash own = user == null ? null : user.password();
        return new FileQuestion(this, user, name, own == null ? users.decoy() : own, password);
    }
}
