package io.gatehouse.directory.bucket;

import io.gatehouse.directory.changes.UserChanges;
import io.gatehouse.directory.users.FileUser;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells of users who were there and are not what they were, beside what somebody else hears of the records. That those are dropped who
 * were read of a bucket that is too large is no change: it was never known as a whole. Nor is it one of single users that many are gone
 * at once, of whom nothing tells that they were removed: somebody has emptied the bucket, or its server has lost it.
 */
final class ToldRecords implements RecordListener {
    /** So many may always go: a small bucket may lose most of its users. */
    private static final int SOME = 5;

    /** Of those who were known; of more, the bucket counts as lost. */
    private static final int PERCENT = 10;

    /** Those who were lost and are remembered, to be compared with what they are when they come back. */
    private static final int MOST_LOST = 100_000;

    private static final int ALL = 100;

    private final RecordListener listener;
    private final UserChanges changes;
    private final Losses losses;
    private final Map<String, FileUser> lost = new HashMap<>();
    private boolean known;

    /** Hears of users who are gone without having been removed. */
    interface Losses {
        /**
         * They cannot log in, and their sessions are left.
         *
         * @param why for operators
         */
        void lost(String why);

        /** All of them have a record again, or were removed. */
        void back();
    }

    /** @param listener hears of the records as well */
    ToldRecords(RecordListener listener, UserChanges changes, Losses losses) {
        this.listener = listener;
        this.changes = changes;
        this.losses = losses;
    }

    @Override
    public void replaced(String name, @Nullable KvEntry before, @Nullable KvEntry now, byte @Nullable [] value) {
        listener.replaced(name, before, now, value);
        FileUser user = before == null ? null : before.user();
        if (user != null && (known || value != null)) {
            changes.changed(user, now == null ? null : now.user());
        } else if (user == null && !lost.isEmpty()) {
            back(name, now == null ? null : now.user());
        }
    }

    /** Somebody who was lost has a record again: the session may have begun with another. */
    private void back(String name, @Nullable FileUser now) {
        FileUser before = lost.remove(name);
        if (before != null && (now == null || !now.isLike(before))) {
            changes.changed(before, now);
        }
        if (lost.isEmpty()) {
            losses.back();
        }
    }

    @Override
    public void vanished(Map<String, KvEntry> gone, int left) {
        listener.vanished(gone, left);
        if (!known) {
            return;
        }
        Map<String, FileUser> users = new HashMap<>();
        gone.forEach((name, entry) -> {
            FileUser user = entry.user();
            if (user != null) {
                users.put(name, user);
            }
        });
        if (users.size() <= SOME || (long) users.size() * ALL <= (long) (gone.size() + left) * PERCENT) {
            users.values().forEach(user -> changes.changed(user, null));
            return;
        }
        users.forEach((name, user) -> {
            if (lost.size() < MOST_LOST) {
                lost.put(name, user);
            }
        });
        losses.lost(users.size() + " of " + (gone.size() + left)
                + " records are gone, and no mark of a deletion tells of them:"
                + " the bucket was emptied, or was lost and made again. They cannot log in, and their sessions are left;"
                + " gatehouse kick closes these");
        changes.changedSomebody();
    }

    @Override
    public void settled() {
        listener.settled();
        known = true;
    }
}
