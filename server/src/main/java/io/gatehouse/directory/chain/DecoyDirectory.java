package io.gatehouse.directory.chain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.PasswordLookup;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Answer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last directory of a chain. It knows no user, and computes a password hash to say so, so that the time of an answer
 * does not tell which users exist.
 *
 * @param directories those before it; the first that has a decoy lends it
 */
record DecoyDirectory(List<Directory> directories, PasswordChecks checks, long version) implements Directory {
    /** What metrics call it; no other directory may have this name. */
    static final String NAME = "decoy";

    DecoyDirectory(List<Directory> directories, PasswordChecks checks) {
        this(directories, checks, System.nanoTime());
    }

    /** The same in the place of an earlier one: what is remembered of its answers, which are all the same, stays true. */
    DecoyDirectory after(DecoyDirectory earlier) {
        return new DecoyDirectory(directories, checks, earlier.version);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String type() {
        return NAME;
    }

    @Override
    public Set<LoginPart> reads() {
        return Set.of(LoginPart.USER, LoginPart.PASSWORD);
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String user = login.connect().user();
        String password = login.connect().password();
        PasswordHash hash = decoy();
        return user == null || user.isEmpty() || password == null || hash == null
                ? null
                : new InVain(hash, password, checks, version);
    }

    @Override
    public @Nullable PasswordHash decoy() {
        for (Directory directory : directories) {
            PasswordHash decoy = directory.decoy();
            if (decoy != null) {
                return decoy;
            }
        }
        return null;
    }

    /** The pool is not its own. */
    @Override
    public void close() {}

    /** A check whose result does not matter. */
    private record InVain(PasswordHash hash, String password, PasswordChecks checks, long version)
            implements PasswordLookup {
        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            return compare(password, terms, right -> LookupResult.NotMine.NOT_MINE);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "InVain[]";
        }
    }
}
