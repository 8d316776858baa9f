package io.gatehouse.revocation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of more users than are kept: everybody of their directories and accounts, so that none of them is lost. Others who are
 * closed with them come back.
 */
final class Everybody {
    /** Of users in more accounts, those of all accounts are meant. */
    private static final int MOST_ACCOUNTS = 32;

    private Everybody() {}

    /** A place of users. */
    private record Of(@Nullable String directory, @Nullable String account) {}

    /**
     * Everybody who is where some users are.
     *
     * @param users at least one
     */
    static List<Revoked> like(Collection<Revoked> users) {
        Revoked any = users.iterator().next();
        Set<Of> places = places(users, true);
        List<Revoked> all = new ArrayList<>();
        for (Of place : places.size() > MOST_ACCOUNTS ? places(users, false) : places) {
            all.add(Revoked.everybody(place.directory, place.account, any.outside()));
        }
        return all;
    }

    private static Set<Of> places(Collection<Revoked> users, boolean byAccount) {
        Set<Of> places = new HashSet<>();
        users.forEach(user -> places.add(new Of(user.directory(), byAccount ? user.account() : null)));
        return places;
    }
}
