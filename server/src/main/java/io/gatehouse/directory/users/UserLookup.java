package io.gatehouse.directory.users;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.PasswordLookup;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.passwords.UnicodeForm;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import org.jspecify.annotations.Nullable;

/**
 * The lookup of a user name and a password among users that are in memory.
 *
 * @param directory what their directory is called
 * @param user null when there is none of that name, and one whose name is written in another Unicode form
 * @param hash what the password is compared with
 * @param version the user's own for as long as the user stays as it is; that of all users for who is not among them
 */
public record UserLookup(
        String directory,
        @Nullable FileUser user,
        PasswordHash hash,
        String password,
        long version,
        PasswordChecks checks)
        implements PasswordLookup {
    /** Where nobody has a password: whether it is right does not matter to who has none. */
    private static final PasswordHash ANY = PasswordHash.parse(PasswordHash.PLAIN_PREFIX + "none");

    /**
     * The lookup. Who has no password costs the check of another's all the same, so that the time of an answer does not tell.
     *
     * @param decoy a password as most users have; null when nobody has one
     * @param unknown the version of all users, for one that is not among them
     */
    public static UserLookup of(
            String directory,
            @Nullable FileUser user,
            @Nullable PasswordHash decoy,
            String password,
            long unknown,
            PasswordChecks checks) {
        PasswordHash own = user == null ? null : user.password();
        PasswordHash hash = own == null ? decoy : own;
        return new UserLookup(
                directory, user, hash == null ? ANY : hash, password, user == null ? unknown : user.version(), checks);
    }

    /** The users are in memory, and a user who changes gets another version with the change. */
    @Override
    public boolean isProvenByVersion() {
        return hash.slow() && checks.isBusy();
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
                ? new LookupResult.Found(user.identity(directory))
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
        return "UserLookup[user="
                + (user == null ? "unknown" : user.entitlement().name()) + "]";
    }
}
