package io.gatehouse.policy.account;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The accounts that Gatehouse can place users in, by name and by public key. */
public final class Accounts {
    private final Map<String, Account> known;
    private final @Nullable SigningKey issuer;
    /** Those beside it, by their public keys. */
    private final Map<String, SigningKey> otherIssuers;

    private final @Nullable AllowedAccounts allowed;

    private Accounts(
            Map<String, Account> known,
            @Nullable SigningKey issuer,
            Map<String, SigningKey> otherIssuers,
            @Nullable AllowedAccounts allowed) {
        this.known = known;
        this.issuer = issuer;
        this.otherIssuers = otherIssuers;
        this.allowed = allowed;
    }

    /** Config mode: every account name but those that nobody should be placed in. */
    public static Accounts named(SigningKey issuer) {
        return named(issuer, new AllowedAccounts(List.of()));
    }

    /** Config mode: every account name that is allowed; the server rejects those that it does not have. */
    public static Accounts named(SigningKey issuer, AllowedAccounts allowed) {
        return named(List.of(issuer), allowed);
    }

    /**
     * The same with several issuers, each for the servers that expect it.
     *
     * @param issuers at least one
     */
    public static Accounts named(List<SigningKey> issuers, AllowedAccounts allowed) {
        Map<String, SigningKey> others = issuers.stream()
                .skip(1)
                .collect(Collectors.toUnmodifiableMap(key -> key.publicKey().text(), key -> key));
        return new Accounts(Map.of(), issuers.get(0), others, allowed);
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
        return new Accounts(Map.copyOf(known), null, Map.of(), null);
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

    /** Config mode: whether an account is one that nobody is placed in, since operators or the service itself are there. */
    public boolean isPrivileged(String name) {
        return allowed != null && allowed.isPrivileged(name);
    }

    /** Whether an account of that name was configured: a name that a template made up is no account by itself. */
    public boolean names(String name) {
        return allowed == null ? known.containsKey(name) : allowed.names(name);
    }

    /**
     * Who signs users in place of {@link Account.Named#issuer}, for a server that expects that one; null where nobody does.
     *
     * @param subject whom the server's request is for
     */
    public @Nullable SigningKey otherIssuer(String subject) {
        return otherIssuers.isEmpty() ? null : otherIssuers.get(subject);
    }

    /** The account of a name or public key, or null when there is none. */
    public @Nullable Account find(String nameOrKey) {
        if (issuer == null) {
            return known.get(nameOrKey);
        }
        return nameOrKey.isEmpty() ? null : new Account.Named(nameOrKey, issuer);
    }
}
