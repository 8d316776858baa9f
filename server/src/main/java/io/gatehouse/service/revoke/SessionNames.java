package io.gatehouse.service.revoke;

import io.gatehouse.directory.Directory.Change;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.PolicySettings;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.template.SubjectToken;
import io.gatehouse.revocation.Revoked;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What nats-server calls the sessions of users, and the accounts that they are in.
 *
 * @param accounts operator mode: where users can be placed, by name; empty in config mode
 * @param policy what places them
 * @param privileged the accounts of operators and of the service itself, as far as they are known and nobody is placed in them
 */
public record SessionNames(Map<String, Account.Keyed> accounts, PolicySettings policy, Predicate<String> privileged) {
    /** What is to be said of rules by which sessions have names that users are not found by. */
    public static List<String> warnings(PolicySettings policy) {
        return policy.rules().renaming().stream()
                .map(rule -> "rules." + rule
                        + ".give.name: sessions with this name are not closed when their users change in a"
                        + " directory; an admin request to /-/revoke can name it")
                .toList();
    }

    /**
     * A user of a directory who has changed.
     *
     * @param names what the directory's users are called among those of the others
     * @return null where it is not told who has
     */
    @Nullable Revoked of(String directory, DirectoryNames names, Change change) {
        Identity before = change.before();
        String user = change.user();
        if (before == null && user == null) {
            return null;
        }
        Identity known = before == null
                ? new Identity(directory, Objects.requireNonNull(user), Map.of(), Set.of(), null)
                : before;
        String name = names.named(known).name();
        Set<String> all = names(name);
        all.addAll(change.nkeys());
        return new Revoked(
                directory, name, all, account(known.entitlement()), change.mayLogIn(), privileged, outside());
    }

    /**
     * A user whom somebody wants to be revoked.
     *
     * @param directory null for all directories
     * @param account by name or public key; null for all accounts
     */
    public Revoked of(String user, @Nullable String directory, @Nullable String account) {
        Set<String> names = names(user);
        return new Revoked(directory, user, names, account == null ? null : id(account), false, privileged, outside());
    }

    /** In operator mode nobody is placed in an account that is not configured. */
    Predicate<String> outside() {
        return accounts.isEmpty()
                ? privileged
                : account -> accounts.values().stream()
                        .noneMatch(keyed -> keyed.id().text().equals(account));
    }

    /**
     * A user of a directory, of whom no more is known than the name.
     *
     * @param name by which everybody else knows the user
     */
    Revoked of(String directory, String name, boolean mayLogIn) {
        return new Revoked(directory, name, names(name), null, mayLogIn, privileged, outside());
    }

    /** The name, and in operator mode what it is for users of a scoped signing key. */
    Set<String> names(String name) {
        Set<String> names = new LinkedHashSet<>();
        names.add(name);
        if (!accounts.isEmpty()) {
            names.add(SubjectToken.encode(name));
        }
        return names;
    }

    /** The name of a user whose session has this one; in operator mode it may be encoded, as for users of a scoped signing key. */
    String ofSession(String session) {
        String decoded = accounts.isEmpty() ? null : SubjectToken.decode(session);
        return decoded == null ? session : decoded;
    }

    /** The account of all sessions of a user; null where rules may place it in another one. */
    private @Nullable String account(@Nullable Entitlement entitlement) {
        boolean isSure = policy.rules().isEmpty()
                && entitlement != null
                && !entitlement.account().isEmpty();
        return isSure && entitlement != null ? id(entitlement.account()) : null;
    }

    /** What nats-server calls an account. */
    private String id(String nameOrKey) {
        Account.Keyed keyed = accounts.get(nameOrKey);
        return keyed == null ? nameOrKey : keyed.id().text();
    }
}
