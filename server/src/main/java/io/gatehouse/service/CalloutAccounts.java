package io.gatehouse.service;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.transport.CalloutAccount;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What the configuration tells of the account that requests arrive in. */
final class CalloutAccounts {
    private CalloutAccounts() {}

    static CalloutAccount of(GatehouseSettings settings) {
        if (!settings.operatorMode()) {
            return new CalloutAccount(null, "the account that auth_callout in server.conf names", unlikely(settings));
        }
        Nkey account = settings.issuerAccount();
        if (account != null) {
            return new CalloutAccount(account.text(), "account " + account.text() + " (issuer.account)", Set.of());
        }
        Set<String> issuers =
                settings.issuers().stream().map(key -> key.publicKey().text()).collect(Collectors.toUnmodifiableSet());
        return new CalloutAccount(
                null,
                "the account that has " + settings.issuer().publicKey()
                        + " (issuer.seed) as its key or as a signing key",
                placements(settings, issuers));
    }

    /** System accounts, and accounts that are named because users are placed there; the callout's own may be among them. */
    private static Set<String> unlikely(GatehouseSettings settings) {
        Set<String> names = new HashSet<>(settings.policy().allowedAccounts());
        names.remove(AllowedAccounts.ANY);
        names.addAll(AllowedAccounts.SYSTEM);
        return names;
    }

    /** The accounts that users are placed in, but those that an issuer is known to be a key of. */
    private static Set<String> placements(GatehouseSettings settings, Set<String> issuers) {
        return settings.accounts().values().stream()
                .filter(account -> !isKeyOf(account, issuers))
                .map(account -> account.id().text())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isKeyOf(Account.Keyed account, Set<String> issuers) {
        Account.Key key = account.key();
        return issuers.contains(account.id().text())
                || (key != null && issuers.contains(key.signer().publicKey().text()));
    }
}
