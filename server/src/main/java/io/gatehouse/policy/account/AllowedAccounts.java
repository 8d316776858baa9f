package io.gatehouse.policy.account;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Config mode: the accounts that users may be placed in. The system account and the account that the service itself is in
 * must be named to be allowed: a user who is placed there can read other people's requests, or run the server.
 */
public final class AllowedAccounts {
    /** Stands for every account but the system account and our own. */
    public static final String ANY = "*";

    /** What the system account is called when nobody calls it otherwise, and what it is usually called. */
    public static final Set<String> SYSTEM = Set.of("$SYS", "SYS");

    private final Set<String> names;
    private final boolean any;
    /** All that the service was told to be in: a later answer takes nothing back of an earlier one. */
    private final Set<String> own;

    /** @param names the accounts, {@link #ANY} among them for all others; empty for {@link #ANY} alone */
    public AllowedAccounts(Collection<String> names) {
        this(names, ConcurrentHashMap.newKeySet());
    }

    private AllowedAccounts(Collection<String> names, Set<String> own) {
        this.own = own;
        this.names = Set.copyOf(names);
        this.any = names.isEmpty() || names.contains(ANY);
    }

    /** Other names, with all that this one was told, and will be told, of the account that the service is in. */
    public AllowedAccounts with(Collection<String> others) {
        return new AllowedAccounts(others, own);
    }

    /** Says which account the service itself is in, as the server has told; whether it has told of another one before. */
    public boolean own(String account) {
        return own.add(account) && own.size() > 1;
    }

    /** Whether an account is allowed by its own name, and not as one of any. */
    public boolean names(String account) {
        return !account.equals(ANY) && names.contains(account);
    }

    /** Whether it is the system account, or one that the service itself is in, and not allowed by its own name. */
    public boolean isPrivileged(String account) {
        return !names(account) && (SYSTEM.contains(account) || own.contains(account));
    }

    /** Whether users may be placed there. */
    public boolean allows(String account) {
        return names(account) || (any && !SYSTEM.contains(account) && !own.contains(account));
    }
}
