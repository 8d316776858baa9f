package io.gatehouse.directory.shared;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LookupRecorder.SharedRead;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.Validity;
import io.gatehouse.directory.bucket.BucketValues;
import io.gatehouse.directory.shared.SharedRecord.Kind;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One credential in the shared cache, for one lookup: looked for before a directory is asked, and left there afterwards. All of it is
 * best effort; nothing that fails here fails a login.
 */
public final class SharedCredential {
    private static final Logger log = LoggerFactory.getLogger(SharedCredential.class);

    /** A read may take one of so many parts of the time that is left. */
    private static final int PARTS = 3;

    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final SharedEntries entries;
    private final AuthorizationRequest login;
    private byte @Nullable [] name;
    private volatile boolean wasThere;

    SharedCredential(SharedEntries entries, AuthorizationRequest login) {
        this.entries = entries;
        this.login = login;
    }

    /** The moment by which answers are compared with those of others. */
    public Instant now() {
        return entries.cache().clock().instant();
    }

    /**
     * Looks for what another instance has left.
     *
     * @param deadline after this moment, in {@link System#nanoTime()}, the answer is worth nothing
     * @return what ends within the time that a read has, never fails, and brings null for nothing; itself null where it is not looked for
     */
    public @Nullable CompletableFuture<@Nullable SharedIdentity> read(long deadline) {
        try {
            return begin(deadline);
        } catch (RuntimeException e) {
            mistaken(e);
            return null;
        }
    }

    /** What is left here is worth no login. */
    static void mistaken(Throwable mistake) {
        log.error("a mistake in Gatehouse: a login is looked up without the shared cache", mistake);
    }

    private @Nullable CompletableFuture<@Nullable SharedIdentity> begin(long deadline) {
        SharedCache cache = entries.cache();
        BucketValues values = cache.values();
        if (entries.ttl().isZero()) {
            return null;
        }
        long patience = Math.min(cache.timeout().toNanos(), (deadline - System.nanoTime()) / PARTS);
        if (values == null || patience < LEAST_NANOS || !cache.reads().tryAcquire()) {
            entries.recorder().sharedRead(SharedRead.SKIPPED);
            return null;
        }
        boolean isWhole = patience == cache.timeout().toNanos();
        CompletableFuture<Read> begun;
        try {
            begun = read(values).orTimeout(patience, TimeUnit.NANOSECONDS);
        } catch (RuntimeException e) {
            cache.reads().release();
            throw e;
        }
        return begun.whenComplete((read, error) -> cache.reads().release())
                .handleAsync((read, error) -> read == null ? failed(isWhole) : taken(values, read), cache.later())
                .exceptionally(mistake -> {
                    mistaken(mistake);
                    return null;
                });
    }

    private CompletableFuture<Read> read(BucketValues values) {
        CompletableFuture<byte @Nullable []> own = values.get(SharedNames.key(name()));
        CompletableFuture<byte @Nullable []> everybody =
                values.get(SharedNames.key(entries.names().ofChange(null)));
        if (!entries.isChanging()) {
            return own.thenCombine(everybody, (value, all) -> new Read(value, all, null));
        }
        String user = login.connect().user();
        CompletableFuture<byte @Nullable []> users = user == null
                ? CompletableFuture.completedFuture(null)
                : values.get(SharedNames.key(entries.names().ofChange(user)));
        return own.thenCombine(everybody, (value, all) -> new Read(value, all, null))
                .thenCombine(users, (read, one) -> new Read(read.own, read.everybody, one));
    }

    /** What lies in the bucket of a credential, and of when its user and everybody has changed; null for nothing each. */
    private static final class Read {
        private final byte @Nullable [] own;
        private final byte @Nullable [] everybody;
        private final byte @Nullable [] user;

        Read(byte @Nullable [] own, byte @Nullable [] everybody, byte @Nullable [] user) {
            this.own = own;
            this.everybody = everybody;
            this.user = user;
        }
    }

    /** @param isWhole whether it had all the time that a read has: else it says nothing of the bucket */
    private @Nullable SharedIdentity failed(boolean isWhole) {
        if (isWhole) {
            entries.cache().link().failed();
        }
        entries.recorder().sharedRead(SharedRead.ERROR);
        return null;
    }

    private @Nullable SharedIdentity taken(BucketValues values, Read read) {
        entries.cache().link().answered();
        String user = login.connect().user();
        boolean readable = hear(values, null, read.everybody) && (user == null || hear(values, user, read.user));
        if (read.own == null || read.own.length == 0) {
            entries.recorder().sharedRead(SharedRead.MISS);
            return null;
        }
        wasThere = true;
        SharedRecord record = entries.open(values, name(), read.own);
        SharedIdentity identity = readable && record != null ? identity(record) : null;
        entries.recorder().sharedRead(result(readable, record, identity));
        return identity;
    }

    /** Takes up when a user, or everybody, has changed; false where that is told by somebody who has no secret. */
    private boolean hear(BucketValues values, @Nullable String user, byte @Nullable [] sealed) {
        if (sealed == null || sealed.length == 0) {
            return true;
        }
        SharedRecord record = entries.open(values, entries.names().ofChange(user), sealed);
        if (record == null || record.kind() != Kind.CHANGED) {
            return false;
        }
        entries.times().changed(user, notLaterThanNow(record));
        return true;
    }

    private @Nullable SharedIdentity identity(SharedRecord record) {
        if (record.kind() == Kind.REFUSED) {
            entries.times().refused(name(), notLaterThanNow(record));
        }
        if (record.kind() != Kind.VERIFIED || isOver(record) || !isToBeTaken(record)) {
            return null;
        }
        LookupResult.Found found = IdentityReader.read(entries.directory(), record.content());
        return found == null ? null : new SharedIdentity(found, new Validity(Instant.ofEpochMilli(end(record))));
    }

    private SharedRead result(boolean readable, @Nullable SharedRecord record, @Nullable SharedIdentity identity) {
        if (identity != null) {
            return SharedRead.HIT;
        }
        boolean isNothing = readable && record != null && (record.kind() == Kind.REFUSED || isOver(record));
        return isNothing ? SharedRead.MISS : SharedRead.REFUSED;
    }

    private boolean isOver(SharedRecord record) {
        return end(record) <= entries.cache().clock().millis();
    }

    /** No later than this instance itself would remember it. */
    private long end(SharedRecord record) {
        return Math.min(record.until(), record.at() + entries.ttl().toMillis());
    }

    /** Not from the future, and not from before what is known to have changed. */
    private boolean isToBeTaken(SharedRecord record) {
        long apart = SharedEntries.CLOCKS_APART.toMillis();
        long known = entries.times().of(login.connect().user(), name());
        return record.at() <= entries.cache().clock().millis() + apart && (known == 0 || record.at() > known + apart);
    }

    private long notLaterThanNow(SharedRecord record) {
        return Math.min(record.at(), entries.cache().clock().millis());
    }

    /**
     * The directory has found who it is.
     *
     * @param begun when it was asked
     */
    public void found(LookupResult.Found found, Instant begun) {
        long end = end(found, begun.plus(entries.ttl())).toEpochMilli();
        if (end <= entries.cache().clock().millis()) {
            return;
        }
        byte[] content = IdentityWriter.write(found);
        if (content == null) {
            entries.recorder().sharedWritten(SharedWrite.DROPPED);
        } else {
            entries.leave(name(), new SharedRecord(Kind.VERIFIED, begun.toEpochMilli(), end, content));
        }
    }

    /** What a client proves who it is with may end sooner, as a token does. */
    private static Instant end(LookupResult.Found found, Instant most) {
        Instant end = most;
        for (Instant other : new @Nullable Instant[] {
            found.validity().until(), found.identity().expiresAt()
        }) {
            end = other != null && other.isBefore(end) ? other : end;
        }
        return end;
    }

    /**
     * The directory does not know it any more.
     *
     * @param wasGood whether this instance knew it to be right; nobody is to fill the bucket by guessing
     */
    public void refused(boolean wasGood) {
        if (wasGood || wasThere) {
            long now = entries.cache().clock().millis();
            entries.times().refused(name(), now);
            long end = now + entries.ttl().plus(SharedEntries.CLOCKS_APART).toMillis();
            entries.leave(name(), SharedRecord.of(Kind.REFUSED, now, end));
        }
    }

    /** Computed once it is needed; two threads may do it, with the same result. */
    private byte[] name() {
        byte[] known = name;
        if (known == null) {
            known = entries.name(login);
            name = known;
        }
        return known;
    }

    /** Without the login. */
    @Override
    public String toString() {
        return "SharedCredential[]";
    }
}
