package io.gatehouse.directory.postgres;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The versions of what is known of users: another one for each change. Users whose names have the same hash have one version, so that
 * this takes the same room for any number of users; a change of one then ends what is remembered of a few.
 */
final class UserVersions {
    private static final int SLOTS = 1 << 14;

    private final AtomicLong last = new AtomicLong(System.nanoTime());
    private final AtomicLongArray users = new AtomicLongArray(SLOTS);
    private final AtomicLong everybody = new AtomicLong(last.get());
    private final AtomicLong anybody = new AtomicLong(last.get());

    /** That of a user; null for a login without a name, which may be anybody's. */
    long of(@Nullable String user) {
        return user == null ? anybody.get() : Math.max(everybody.get(), users.get(slot(user)));
    }

    /** Something about a user has changed; null for everybody. */
    void changed(@Nullable String user) {
        long next = last.updateAndGet(before -> Math.max(before + 1, System.nanoTime()));
        anybody.accumulateAndGet(next, Math::max);
        if (user == null) {
            everybody.accumulateAndGet(next, Math::max);
        } else {
            users.accumulateAndGet(slot(user), next, Math::max);
        }
    }

    /**
     * One for spellings that a database may take for one name (citext, char(n), a collation): a change may be told of under another one
     * than a login has.
     */
    private static int slot(String user) {
        int hash = user.stripTrailing().toLowerCase(Locale.ROOT).hashCode();
        return (hash ^ (hash >>> 16)) & (SLOTS - 1);
    }
}
