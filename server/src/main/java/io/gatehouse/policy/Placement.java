package io.gatehouse.policy;

import io.gatehouse.claims.UserClaims;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.template.SubjectToken;
import io.gatehouse.policy.template.ValueHandling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which key signs a user, and how the user JWT tells the account. */
record Placement(
        String account,
        SigningKey signer,
        @Nullable String audience,
        @Nullable Nkey issuerAccount,
        boolean scoped,
        boolean allowDots) {
    /** Where an entitlement is placed; null when its account or role has no key here. */
    static @Nullable Placement of(Accounts accounts, Entitlement entitlement) {
        return of(accounts, entitlement.account(), entitlement.role());
    }

    /** Where a user of an account is placed, by a role or without one; null when account or role has no key here. */
    static @Nullable Placement of(Accounts accounts, String nameOrKey, @Nullable String role) {
        Account account = accounts.find(nameOrKey);
        if (account instanceof Account.Named named) {
            return role != null ? null : new Placement(named.name(), named.issuer(), named.name(), null, false, false);
        }
        if (account instanceof Account.Keyed keyed) {
            Account.Key key = role == null ? keyed.key() : keyed.roles().get(role);
            return key == null ? null : of(keyed, key);
        }
        return null;
    }

    private static Placement of(Account.Keyed account, Account.Key key) {
        boolean own = key.signer().publicKey().equals(account.id());
        return new Placement(
                account.name(), key.signer(), null, own ? null : account.id(), key.scoped(), key.allowDots());
    }

    /**
     * The claims of a user placed here: a scoped key says itself what the user may. Its template takes the name and the tags
     * from here, unless it lets them have dots.
     */
    UserClaims claims(Entitlement entitlement, UserClaims.Body body, ValueHandling handling) {
        String name = entitlement.name();
        if (!scoped) {
            return new UserClaims(name, audience, issuerAccount, body, entitlement.tags());
        }
        if (allowDots || handling != ValueHandling.ENCODE) {
            return new UserClaims(name, audience, issuerAccount, null, entitlement.tags());
        }
        List<String> tags =
                entitlement.tags().stream().map(SubjectToken::encodeTag).toList();
        return new UserClaims(SubjectToken.encode(name), audience, issuerAccount, null, tags);
    }
}
