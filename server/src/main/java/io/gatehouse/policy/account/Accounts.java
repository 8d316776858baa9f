package io.gatehouse.policy.account;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts that Gatehouse can place users in, by name and by public key. */
public final class Accounts {
    private final Map<String, Account> known;
    private final @Nullable SigningKey issuer;
    private final @Nullable AllowedAccounts allowed;

    private Accounts(Map<String, Account> known, @Nullable SigningKey issuer, @Nullable AllowedAccounts allowed) {
        this.known = known;
        this.issuer = issuer;
        this.allowed = allowed;
    }

    /** Config mode: every account name but those that nobody should be placed in. */
    public static Accounts named(SigningKey issuer) {
        return named(issuer, new AllowedAccounts(List.of()));
    }

    /** Config mode: every account name that is allowed; the server rejects those that it does not have. */
    public static Accounts named(SigningKey issuer, AllowedAccounts allowed) {
        return new Accounts(Map.of(), issuer, allowed);
    }

    /**
     * Operator mode: these accounts and no others.
     *
     * @throws IllegalArgumentException when two accounts share a name or a public key, or one's name is another's key
     */
    public static Accounts keyed(Map<String, Account.Keyed> accounts) {
        Map<String, Account> known = new HashMap<>();
        accounts.forEach((name, account) -> {
            add(known, name, account);
            if (!name.equals(account.id().text())) {
                add(known, account.id().text(), account);
            }
        });
        return new Accounts(Map.copyOf(known), null, null);
    }

    /** The same with other keys, to warm up with; in operator mode with one more account, of that name. */
    public Accounts withOtherKeys(String another) {
        if (issuer != null) {
            return named(SigningKey.generate(NkeyKind.ACCOUNT));
        }
        Map<String, Account.Keyed> others = new HashMap<>();
        known.values().stream()
                .map(Account.Keyed.class::cast)
                .forEach(account -> others.put(account.name(), account.withOtherKeys()));
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        others.putIfAbsent(another, new Account.Keyed(another, key.publicKey(), new Account.Key(key, false), Map.of()));
        return keyed(others);
    }

    private static void add(Map<String, Account> known, String key, Account.Keyed account) {
        Account other = known.putIfAbsent(key, account);
        if (other != null) {
            throw new IllegalArgumentException(
                    "accounts " + other.name() + " and " + account.name() + " are both called " + key);
        }
    }

    /** Whether users may be placed in the account of that name now. In operator mode the accounts with keys are the bound. */
    public boolean allows(String name) {
        return allowed == null || allowed.allows(name);
    }

    /** Whether an account of that name was configured: a name that a template made up is no account by itself. */
    public boolean names(String name) {
        return allowed == null ? known.containsKey(name) : allowed.names(name);
    }

    /** The account of a name or public key, or null when there is none. */
    public @Nullable Account find(String nameOrKey) {
        if (issuer == null) {
            return known.get(nameOrKey);
        }
        return nameOrKey.isEmpty() ? null : new Account.Named(nameOrKey, issuer);
    }
}
