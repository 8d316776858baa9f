package io.gatehouse.directory.file;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.PasswordLookup;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.passwords.UnicodeForm;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import org.jspecify.annotations.Nullable;

/**
 * The lookup of a user name and a password.
 *
 * @param user null when there is none of that name, and one whose name is written in another Unicode form
 * @param hash what the password is compared with
 */
record FileLookup(FileState state, @Nullable FileUser user, PasswordHash hash, String password)
        implements PasswordLookup {
    /** A user's own for as long as the user stays as it is; the file's for who is not in it. */
    @Override
    public long version() {
        return user == null ? state.users().version() : user.version();
    }

    @Override
    public PasswordChecks checks() {
        return state.checks();
    }

    /** The users are in memory, and a user who changes gets another version with the file. */
    @Override
    public boolean isProvenByVersion() {
        return hash.slow() && checks().isBusy();
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        return compare(password, terms, this::result);
    }

    private LookupResult result(boolean right) {
        if (user == null) {
            return new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "user_name_in_another_unicode_form");
        }
        return right && user.password() != null
                ? new LookupResult.Found(user.identity(state.directory()))
                : new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, misfit(user.password()));
    }

    /** What an operator can do something about; a wrong password is none of it. */
    private String misfit(@Nullable PasswordHash own) {
        if (own == null) {
            return "";
        }
        String misfit = own.misfit(password);
        return misfit.isEmpty() && !UnicodeForm.isComposed(password) ? "password_not_in_composed_unicode" : misfit;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "FileLookup[user="
                + (user == null ? "unknown" : user.entitlement().name()) + "]";
    }
}
