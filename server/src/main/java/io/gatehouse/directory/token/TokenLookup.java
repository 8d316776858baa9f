package io.gatehouse.directory.token;

import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.passwords.ApiToken;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.DenyReason;
import org.jspecify.annotations.Nullable;

/**
 * The lookup of a token: one SHA-256.
 *
 * @param record that of the token's id; null for a text that is no token as it was made
 * @param text what the client presents
 */
record TokenLookup(String directory, @Nullable FileUser record, String text) implements Lookup {
    static final LookupResult DAMAGED =
            new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "token_mistyped_or_cut_off");

    /** Whether a text is damaged never changes. */
    @Override
    public long version() {
        return record == null ? 0 : record.version();
    }

    @Override
    public Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        return new Answer.Ready<>(result());
    }

    private LookupResult result() {
        if (record == null) {
            return DAMAGED;
        }
        PasswordHash hash = record.password();
        if (hash != null && hash.matches(text)) {
            return new LookupResult.Found(record.identity(directory));
        }
        return ApiToken.isWhole(text) ? new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS) : DAMAGED;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "TokenLookup["
                + (record == null ? "damaged" : record.entitlement().name()) + "]";
    }
}
