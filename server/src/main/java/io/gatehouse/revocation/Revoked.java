package io.gatehouse.revocation;

import io.gatehouse.sessions.ServerSession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose sessions are to end: who may not log in any more, or may something else from now on.
 *
 * @param directory whose user it is; null where whoever told of it does not say
 * @param user the name, as everybody else knows it
 * @param names what servers may call sessions of it: the name, and the nkeys that it logs in with; none where they are told by marks, or everybody is meant
 * @param marks tags of sessions of it, where they are told by these and not by names
 * @param account the name, or in operator mode the public key, of the account that its sessions are in; null where they may be in any
 * @param mayLogIn whether it may still log in, so that it comes back at once
 * @param privileged accounts that nobody is placed in, where somebody else may be called like it: its sessions are there only where
 *     {@code account} says so
 * @param outside accounts that no user of a directory is placed in: those of everybody leave them out
 */
public record Revoked(
        @Nullable String directory,
        String user,
        Set<String> names,
        Set<String> marks,
        @Nullable String account,
        boolean mayLogIn,
        Predicate<String> privileged,
        Predicate<String> outside) {
    public Revoked {
        names = Set.copyOf(names);
        marks = Set.copyOf(marks);
    }

    /** Somebody who is known by name. */
    public Revoked(
            @Nullable String directory,
            String user,
            Set<String> names,
            @Nullable String account,
            boolean mayLogIn,
            Predicate<String> privileged,
            Predicate<String> outside) {
        this(directory, user, names, Set.of(), account, mayLogIn, privileged, outside);
    }

    /**
     * Whoever has sessions that are marked so. What is remembered of them is not valid any more where their directory says that they
     * are revoked, so that nothing is to be forgotten.
     *
     * @param outside accounts that no user of a directory is placed in
     */
    public static Revoked marked(String directory, Set<String> marks, Predicate<String> outside) {
        return new Revoked(directory, "", Set.of(), marks, null, false, none -> false, outside);
    }

    /** Where no account is privileged. */
    Revoked(@Nullable String directory, String user, Set<String> names, @Nullable String account, boolean mayLogIn) {
        this(directory, user, names, account, mayLogIn, none -> false, none -> false);
    }

    /**
     * Everybody, in place of users who are too many to be kept: most of them may still log in.
     *
     * @param directory whose users they are; null where that is not known
     * @param account the account of all their sessions; null where they may be in any
     */
    static Revoked everybody(@Nullable String directory, @Nullable String account, Predicate<String> outside) {
        return new Revoked(directory, "", Set.of(), account, true, outside, outside);
    }

    /** Whether it stands for everybody. */
    boolean isEverybody() {
        return names.isEmpty() && marks.isEmpty();
    }

    /** The names of users of each directory, null for everybody; of a null key those of all directories. */
    static Map<@Nullable String, @Nullable Set<String>> byDirectory(List<Revoked> users) {
        Map<@Nullable String, @Nullable Set<String>> names = new HashMap<>();
        for (Revoked user : users) {
            if (!user.marks.isEmpty()) {
                continue;
            }
            if (user.isEverybody()) {
                names.put(user.directory, null);
            } else if (!names.containsKey(user.directory)) {
                names.put(user.directory, new HashSet<>(Set.of(user.user)));
            } else {
                Set<String> others = names.get(user.directory);
                if (others != null) {
                    boolean unused = others.add(user.user);
                }
            }
        }
        return names;
    }

    /** Whether a session that has one of its names is one of its own. */
    public boolean isIn(ServerSession session) {
        return account == null ? !privileged.test(session.account()) : account.equals(session.account());
    }
}
