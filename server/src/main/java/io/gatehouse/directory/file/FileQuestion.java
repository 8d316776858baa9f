package io.gatehouse.directory.file;

import io.gatehouse.crypto.PasswordHash;
import io.gatehouse.crypto.UnicodeForm;
import io.gatehouse.directory.Asking;
import io.gatehouse.directory.Effort;
import io.gatehouse.directory.Inquiry;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.PasswordCheck;
import io.gatehouse.directory.Question;
import io.gatehouse.policy.DenyReason;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether a password is a user's.
 *
 * @param user null when there is none of that name
 * @param name the name that was presented
 * @param hash what the password is compared with; null when nobody in the file has a password
 */
record FileQuestion(
        FileLookup state,
        @Nullable FileUser user,
        String name,
        @Nullable PasswordHash hash,
        String password) implements Question {
    /** A user's own for as long as the user stays as it is; the file's for who is not in it. */
    @Override
    public long generation() {
        return user == null ? state.generation() : user.generation();
    }

    @Override
    public Effort effort() {
        return hash != null && hash.slow() ? Effort.HASHING : Effort.MEMORY;
    }

    @Override
    public double hashesPerSecond() {
        return hash != null && hash.slow() ? state.checks().perSecond(hash) : 0;
    }

    @Override
    public Inquiry ask(Asking asking) {
        if (hash == null || !hash.slow()) {
            return Inquiry.answered(answer(hash != null && hash.matches(password)));
        }
        PasswordCheck check = state.checks().begin(hash, password, asking);
        return new Checking(check, check.result().thenApply(this::answer));
    }

    private LookupResult answer(boolean right) {
        if (user == null) {
            return state.users().hasInOtherForm(name)
                    ? new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "user_name_in_another_unicode_form")
                    : LookupResult.NotMine.NOT_MINE;
        }
        return right && user.password() != null
                ? new LookupResult.Found(user.identity())
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

    /** A password that is being hashed. */
    private record Checking(PasswordCheck check, CompletableFuture<LookupResult> answer) implements Inquiry {
        @Override
        public void extend(long deadline) {
            // One that has ended already needs no more time.
            boolean unused = check.extend(deadline);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "FileQuestion[user="
                + (user == null ? "unknown" : user.entitlement().name()) + "]";
    }
}
