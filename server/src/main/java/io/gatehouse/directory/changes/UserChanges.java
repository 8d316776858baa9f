package io.gatehouse.directory.changes;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.directory.Directory.Change;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UsersFile;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Tells of the users of a directory that has all of them in memory, once what they are now is in force. A user who was not there before
 * is no change: nobody has a session as it. Told by one thread at a time.
 */
public final class UserChanges {
    private final String directory;
    private final Sinks.Many<Change> changes = Sinks.many().multicast().directBestEffort();

    /** @param directory the name of the directory */
    public UserChanges(String directory) {
        this.directory = directory;
    }

    /** What is told from now on. */
    public Flux<Change> flux() {
        return changes.asFlux();
    }

    /** A file has taken the place of another. */
    public void replaced(UsersFile before, UsersFile now) {
        if (changes.currentSubscriberCount() > 0) {
            now.changedSince(before, this::changed);
        }
    }

    /** A user is not what it was; null for one that is gone. */
    public void changed(FileUser before, @Nullable FileUser now) {
        if (changes.currentSubscriberCount() > 0) {
            String name = before.entitlement().name();
            boolean mayLogIn = now != null && !now.entitlement().disabled();
            changes.emitNext(
                    new Change(
                            name,
                            before.identity(directory),
                            before.nkeys().stream().map(Nkey::text).toList(),
                            mayLogIn),
                    (type, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
        }
    }

    /** Users may not be what they were, and nobody knows which. */
    public void changedSomebody() {
        if (changes.currentSubscriberCount() > 0) {
            changes.emitNext(new Change(null), (type, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
        }
    }

    /** There is nothing more to be told. */
    public void close() {
        Sinks.EmitResult unused = changes.tryEmitComplete();
    }
}
