package io.gatehouse.revocation;

import java.util.ArrayList;
import java.util.List;

/** Users who are revoked and wait, some milliseconds, for others that come with them. Used by one thread. */
final class GatheredUsers {
    private final int most;
    private final List<Revoked> users = new ArrayList<>();

    /** @param most how many are kept; of more, everybody is meant */
    GatheredUsers(int most) {
        this.most = most;
    }

    void add(Revoked user) {
        if (users.size() >= most) {
            List<Revoked> everybody = Everybody.like(users);
            users.clear();
            users.addAll(everybody);
        }
        users.add(user);
    }

    /** Takes all of them. */
    List<Revoked> take() {
        List<Revoked> all = List.copyOf(users);
        users.clear();
        return all;
    }
}
