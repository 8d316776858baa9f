package io.gatehouse.claims.account;

import io.gatehouse.crypto.Nkey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The auth callout of an account ({@code nats.authorization}).
 *
 * @param authUsers the users that the callout is not asked about, the callout's own among them
 * @param allowedAccounts the public keys of the accounts that users may be placed in, or {@code *} for any
 * @param xkey the public xkey that requests are sealed to, null for none
 */
public record CalloutAuthorization(
        List<Nkey> authUsers,
        List<String> allowedAccounts,
        @Nullable Nkey xkey) {
    /** Stands for every account. */
    public static final String ANY_ACCOUNT = "*";

    public CalloutAuthorization {
        authUsers = List.copyOf(authUsers);
        allowedAccounts = List.copyOf(allowedAccounts);
    }

    /** Whether users may be placed in an account other than the callout's own, which always may. */
    public boolean allows(Nkey account) {
        return allowedAccounts.contains(ANY_ACCOUNT) || allowedAccounts.contains(account.text());
    }
}
