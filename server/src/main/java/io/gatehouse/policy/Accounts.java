package io.gatehouse.policy;

import io.gatehouse.crypto.SigningKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts that Gatehouse can place users in, by name and by public key. */
public final class Accounts {
    private final Map<String, Account> known;
    private final @Nullable SigningKey issuer;

    private Accounts(Map<String, Account> known, @Nullable SigningKey issuer) {
        this.known = known;
        this.issuer = issuer;
    }

    /** Config mode: every account name is taken; the server rejects those it does not have. */
    public static Accounts named(SigningKey issuer) {
        return new Accounts(Map.of(), issuer);
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
        return new Accounts(Map.copyOf(known), null);
    }

    private static void add(Map<String, Account> known, String key, Account.Keyed account) {
        Account other = known.putIfAbsent(key, account);
        if (other != null) {
            throw new IllegalArgumentException(
                    "accounts " + other.name() + " and " + account.name() + " are both called " + key);
        }
    }

    /** The account of a name or public key, or null when there is none. */
    public @Nullable Account find(String nameOrKey) {
        if (issuer == null) {
            return known.get(nameOrKey);
        }
        return nameOrKey.isEmpty() ? null : new Account.Named(nameOrKey, issuer);
    }
}
