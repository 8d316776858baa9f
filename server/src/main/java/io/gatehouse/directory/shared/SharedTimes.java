package io.gatehouse.directory.shared;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * From when on answers about somebody are to be taken that other instances have had, as far as this one knows: not those from before a
 * change or a rejection. They only ever rise. Those whose names have the same hash have one time, so that this takes the same room for
 * any number; the worst that comes of it is that a directory is asked. Times are in milliseconds since 1970.
 */
final class SharedTimes {
    private static final int SLOTS = 1 << 14;

    private final AtomicLong everybody = new AtomicLong();
    private final AtomicLongArray users = new AtomicLongArray(SLOTS);
    private final AtomicLongArray credentials = new AtomicLongArray(SLOTS);

    /** A user has changed; null for everybody. */
    void changed(@Nullable String user, long at) {
        if (user == null) {
            everybody.accumulateAndGet(at, Math::max);
        } else {
            users.accumulateAndGet(slot(folded(user).hashCode()), at, Math::max);
        }
    }

    /** A credential that was right is not any more. */
    void refused(byte[] name, long at) {
        credentials.accumulateAndGet(slot(hash(name)), at, Math::max);
    }

    /** The latest of all that concerns a login; 0 where nothing is known. */
    long of(@Nullable String user, byte[] name) {
        long own = Math.max(everybody.get(), credentials.get(slot(hash(name))));
        return user == null ? own : Math.max(own, users.get(slot(folded(user).hashCode())));
    }

    /** One for spellings that a directory may take for one name: a change may be told of under another one than a login has. */
    static String folded(String user) {
        return user.stripTrailing().toLowerCase(Locale.ROOT);
    }

    private static int hash(byte[] name) {
        return (name[0] & 0xff) | (name[1] & 0xff) << 8;
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 16)) & (SLOTS - 1);
    }
}
