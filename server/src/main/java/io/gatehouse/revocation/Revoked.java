package io.gatehouse.revocation;

import io.gatehouse.sessions.ServerSession;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose sessions are to end: who may not log in any more, or may something else from now on.
 *
 * @param directory whose user it is; null where whoever told of it does not say
 * @param user the name, as everybody else knows it
 * @param names what servers may call sessions of it: the name, and the nkeys that it logs in with
 * @param account the name, or in operator mode the public key, of the account that its sessions are in; null where they may be in any
 * @param mayLogIn whether it may still log in, so that it comes back at once
 * @param privileged accounts that nobody is placed in, where somebody else may be called like it: its sessions are there only where
 *     {@code account} says so
 */
public record Revoked(
        @Nullable String directory,
        String user,
        Set<String> names,
        @Nullable String account,
        boolean mayLogIn,
        Predicate<String> privileged) {
    public Revoked {
        names = Set.copyOf(names);
    }

    /** Where no account is privileged. */
    Revoked(@Nullable String directory, String user, Set<String> names, @Nullable String account, boolean mayLogIn) {
        this(directory, user, names, account, mayLogIn, none -> false);
    }

    /** Whether a session that has one of its names is one of its own. */
    public boolean isIn(ServerSession session) {
        return account == null ? !privileged.test(session.account()) : account.equals(session.account());
    }
}
