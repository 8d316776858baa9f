package io.gatehouse.directory.shared;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.Directory.Change;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import io.gatehouse.directory.Sharing;
import io.gatehouse.directory.bucket.BucketValues;
import io.gatehouse.directory.cache.CredentialParts;
import io.gatehouse.directory.shared.SharedRecord.Kind;
import io.gatehouse.nats.RepeatedLines;
import io.gatehouse.threads.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * What one directory has in the shared cache: its records are written and opened here, and changes are told to those who do not hear of
 * them.
 */
public final class SharedEntries implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SharedEntries.class);

    /** The clocks of two instances differ by less; else what one has verified just after a change may be taken for older, or newer. */
    static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    /** For an answer to what was stored. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SharedCache cache;
    private final Directory directory;
    private final LookupRecorder recorder;
    private final Consumer<SharedEntries> closed;
    private final String meaning;
    private final SharedTimes times = new SharedTimes();
    private final CredentialParts parts;
    private final boolean changing;
    private final boolean byName;
    private final Disposable changes;
    private final RepeatedLines lines = new RepeatedLines(log, System::nanoTime);
    /** When something has changed that could not be told one by one; 0 for nothing. */
    private final AtomicLong owed = new AtomicLong();

    /** When the newest change or rejection was that was told. */
    private final AtomicLong told = new AtomicLong();

    private volatile List<SharedSpace> spaces;
    private volatile Duration ttl = Duration.ZERO;

    /** @param closed told when it is used no more */
    SharedEntries(
            SharedCache cache,
            Directory directory,
            String meaning,
            LookupRecorder recorder,
            Consumer<SharedEntries> closed) {
        this.cache = cache;
        this.directory = directory;
        this.recorder = recorder;
        this.closed = closed;
        this.meaning = meaning;
        this.spaces = spaces(List.of(), cache.seals());
        this.parts = CredentialParts.of(directory.reads());
        this.byName = directory.reads().contains(LoginPart.USER);
        this.changing = directory.sharing() == Sharing.CHANGING;
        this.changes = directory.changes().subscribe(this::heard, error -> {});
    }

    /** Answers are good for so long from when they were asked for; zero for none at all. */
    public void keepFor(Duration time) {
        ttl = time;
        settle();
    }

    /**
     * What a login proves who it is with, as it is looked for and left here; null where it is not: whom a directory does not look up by
     * the name of the login may be anybody, so that no change of a user tells that it is not good any more.
     */
    public @Nullable SharedCredential credential(AuthorizationRequest login) {
        boolean isNamed = byName && login.connect().user() != null;
        return changing && !isNamed ? null : new SharedCredential(this, login);
    }

    /**
     * Leaves and finds things under other secrets from now on. What was told of late is told under the new ones as well, as one of
     * everybody.
     *
     * @param isShared whether one that was held before still is: else what others have told of late is not known any more, and nothing
     *     that was verified before is taken
     */
    void use(List<SharedSeal> seals, boolean isShared) {
        List<SharedSpace> before = spaces;
        spaces = spaces(before, seals);
        long now = cache.clock().millis();
        if (!isShared) {
            times.changed(null, now);
        }
        long last = told.get();
        boolean isLate = last > now - ttl.plus(CLOCKS_APART).toMillis();
        if (isLate && !before.containsAll(spaces)) {
            owed.accumulateAndGet(last, Math::max);
            settle();
        }
    }

    private List<SharedSpace> spaces(List<SharedSpace> before, List<SharedSeal> seals) {
        return seals.stream()
                .map(seal -> before.stream()
                        .filter(space -> space.seal().equals(seal))
                        .findFirst()
                        .orElseGet(() -> new SharedSpace(seal, directory, meaning)))
                .toList();
    }

    /** By the secrets that are held now, at least one; identities are left under the first. */
    List<SharedSpace> spaces() {
        return spaces;
    }

    CredentialParts parts() {
        return parts;
    }

    SharedCache cache() {
        return cache;
    }

    SharedTimes times() {
        return times;
    }

    LookupRecorder recorder() {
        return recorder;
    }

    String directory() {
        return directory.name();
    }

    Duration ttl() {
        return ttl;
    }

    /** Whether others may have told of changes of single users that are not heard of here. */
    boolean isChanging() {
        return changing;
    }

    /** A record under a name; null where what is there was written by nobody who has the secret, or for another place. */
    @Nullable SharedRecord open(SharedSpace space, BucketValues values, byte[] name, byte[] sealed) {
        byte[] opened = space.open(values, name, sealed);
        SharedRecord record = opened == null ? null : SharedRecord.parse(opened);
        if (record == null) {
            lines.warn("bucket " + cache.bucket() + " has a value for directory " + directory.name()
                    + " that no instance has written there: somebody else writes into it, or it was just made anew; the"
                    + " directory is asked");
        }
        return record;
    }

    /** Leaves a record, and waits for nothing. */
    void leave(SharedSpace space, byte[] name, SharedRecord record) {
        if (record.kind() == Kind.REFUSED) {
            told.accumulateAndGet(record.at(), Math::max);
        }
        SharedWrite instead = tryToLeave(cache.writes(), space, name, record, stored -> {
            if (stored) {
                settle();
            }
        });
        if (instead != null) {
            recorder.sharedWritten(instead);
        }
    }

    /** One that is not understood counts as one of everybody, and the next one is heard of all the same. */
    private void heard(Change change) {
        Recovery.run(() -> changed(change.user()), mistake -> {
            log.error("a mistake in Gatehouse: everybody in directory {} counts as changed", directory(), mistake);
            long now = cache.clock().millis();
            times.changed(null, now);
            owe(now);
        });
    }

    /** A change is told to those who do not hear of it; where that is too much, one is told of everybody. */
    private void changed(@Nullable String user) {
        long now = cache.clock().millis();
        times.changed(user, now);
        if (ttl.isZero()) {
            // Nothing is left here, or it is not in use yet.
            owed.accumulateAndGet(now, Math::max);
        } else if (!tell(user, now)) {
            owe(now);
        }
    }

    /** Under each secret that is held, so that those who have only one of them find it too. */
    private boolean tell(@Nullable String user, long at) {
        told.accumulateAndGet(at, Math::max);
        return spaces.stream().filter(space -> !tell(space, user, at)).count() == 0;
    }

    private boolean tell(SharedSpace space, @Nullable String user, long at) {
        SharedRecord record =
                SharedRecord.of(Kind.CHANGED, at, at + ttl.plus(CLOCKS_APART).toMillis());
        SharedWrite instead = tryToLeave(cache.changes(), space, space.ofChange(user), record, stored -> {
            if (stored) {
                settle();
            } else {
                owed.accumulateAndGet(at, Math::max);
                cache.link().doubt();
            }
        });
        return instead == null;
    }

    private void owe(long at) {
        owed.accumulateAndGet(at, Math::max);
        recorder.sharedWritten(SharedWrite.DROPPED);
    }

    /**
     * Takes nothing that others have verified up to now of users who log in by these names; where it is not told who changes, nothing
     * of anybody.
     *
     * @param users null for everybody
     */
    public void forget(@Nullable Set<String> users) {
        long now = cache.clock().millis();
        if (users == null || !changing) {
            times.changed(null, now);
        } else {
            users.forEach(user -> times.changed(user, now));
        }
    }

    /**
     * The same, also for instances that are started later: where changes of single users are not told, everybody counts as changed.
     *
     * @param users null for everybody
     */
    public void revoke(@Nullable Set<String> users) {
        if (users == null || !changing) {
            changed(null);
        } else {
            users.forEach(this::changed);
        }
    }

    /** Tells what could not be told before: the bucket can be used again, or there is room again. */
    void settle() {
        long at = ttl.isZero() || owed.get() == 0 ? 0 : owed.getAndSet(0);
        if (at == 0) {
            return;
        }
        boolean isTold = false;
        try {
            isTold = tell(null, at);
        } finally {
            if (!isTold) {
                owed.accumulateAndGet(at, Math::max);
            }
        }
    }

    /** Why it is not even sent; null when it is. */
    private @Nullable SharedWrite tryToLeave(
            Semaphore room, SharedSpace space, byte[] name, SharedRecord record, Consumer<Boolean> ended) {
        BucketValues values = cache.values();
        byte[] plain = record.bytes();
        if (values == null || plain == null || !room.tryAcquire()) {
            return SharedWrite.DROPPED;
        }
        CompletableFuture<@Nullable Void> begun;
        try {
            byte[] sealed = space.seal(values, name, plain);
            begun = values.put(SharedNames.key(name), sealed, ttl.plus(CLOCKS_APART), PATIENCE);
        } catch (RuntimeException | Error e) {
            room.release();
            throw e;
        }
        CompletableFuture<@Nullable Void> unused = begun.whenComplete((done, error) -> {
            room.release();
            recorder.sharedWritten(error == null ? SharedWrite.STORED : SharedWrite.FAILED);
            ended.accept(error == null);
        });
        return null;
    }

    /** Hears of no change any more. */
    @Override
    public void close() {
        changes.dispose();
        closed.accept(this);
    }
}
