package io.gatehouse.directory.bucket;

import io.gatehouse.directory.changes.UserChanges;
import io.gatehouse.directory.users.FileUser;
import org.jspecify.annotations.Nullable;

/**
 * Tells of users who were there and are not what they were, beside what somebody else hears of the records. That those are dropped who
 * were read of a bucket that is too large is no change: it was never known as a whole.
 */
final class ToldRecords implements RecordListener {
    private final RecordListener listener;
    private final UserChanges changes;
    private boolean known;

    /** @param listener hears of the records as well */
    ToldRecords(RecordListener listener, UserChanges changes) {
        this.listener = listener;
        this.changes = changes;
    }

    @Override
    public void replaced(String name, @Nullable KvEntry before, @Nullable KvEntry now, byte @Nullable [] value) {
        listener.replaced(name, before, now, value);
        FileUser user = before == null ? null : before.user();
        if (user != null && (known || value != null)) {
            changes.changed(user, now == null ? null : now.user());
        }
    }

    @Override
    public void settled() {
        listener.settled();
        known = true;
    }
}
