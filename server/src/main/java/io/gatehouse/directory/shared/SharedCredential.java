package io.gatehouse.directory.shared;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LookupRecorder.SharedRead;
import io.gatehouse.directory.LookupRecorder.SharedWrite;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.Validity;
import io.gatehouse.directory.bucket.BucketValues;
import io.gatehouse.directory.shared.SharedRecord.Kind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    private final List<SharedSpace> spaces;
    private @Nullable List<Named> named;
    private volatile boolean wasThere;

    SharedCredential(SharedEntries entries, AuthorizationRequest login) {
        this.entries = entries;
        this.login = login;
        this.spaces = entries.spaces();
    }

    /** What is known of the credential under one of the secrets. */
    private static final class Named {
        private final SharedSpace space;
        private final byte[] name;

        Named(SharedSpace space, byte[] name) {
            this.space = space;
            this.name = name;
        }
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
        CompletableFuture<List<Read>> begun;
        try {
            begun = read(values).orTimeout(patience, TimeUnit.NANOSECONDS);
        } catch (RuntimeException e) {
            cache.reads().release();
            throw e;
        }
        return begun.whenComplete((reads, error) -> cache.reads().release())
                .handleAsync((reads, error) -> reads == null ? failed(isWhole) : taken(values, reads), cache.later())
                .exceptionally(mistake -> {
                    mistaken(mistake);
                    return null;
                });
    }

    /** Under all secrets at the same time. */
    private CompletableFuture<List<Read>> read(BucketValues values) {
        List<CompletableFuture<Read>> begun =
                named().stream().map(one -> read(values, one)).toList();
        return CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new))
                .thenApply(done -> begun.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Read> read(BucketValues values, Named under) {
        CompletableFuture<byte @Nullable []> own = values.get(SharedNames.key(under.name));
        CompletableFuture<byte @Nullable []> everybody = values.get(SharedNames.key(under.space.ofChange(null)));
        if (!entries.isChanging()) {
            return own.thenCombine(everybody, (value, all) -> new Read(under, value, all, null));
        }
        String user = login.connect().user();
        CompletableFuture<byte @Nullable []> users = user == null
                ? CompletableFuture.completedFuture(null)
                : values.get(SharedNames.key(under.space.ofChange(user)));
        return own.thenCombine(everybody, (value, all) -> new Read(under, value, all, null))
                .thenCombine(users, (read, one) -> new Read(under, read.own, read.everybody, one));
    }

    /** What lies in the bucket of a credential, and of when its user and everybody has changed; null for nothing each. */
    private static final class Read {
        private final Named under;
        private final byte @Nullable [] own;
        private final byte @Nullable [] everybody;
        private final byte @Nullable [] user;

        Read(Named under, byte @Nullable [] own, byte @Nullable [] everybody, byte @Nullable [] user) {
            this.under = under;
            this.own = own;
            this.everybody = everybody;
            this.user = user;
        }

        boolean isThere() {
            return own != null && own.length > 0;
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

    private @Nullable SharedIdentity taken(BucketValues values, List<Read> reads) {
        entries.cache().link().answered();
        String user = login.connect().user();
        boolean readable = reads.stream()
                        .filter(read -> !hear(read.under, values, null, read.everybody)
                                || (user != null && !hear(read.under, values, user, read.user)))
                        .count()
                == 0;
        List<Read> there = reads.stream().filter(Read::isThere).toList();
        if (there.isEmpty()) {
            entries.recorder().sharedRead(SharedRead.MISS);
            return null;
        }
        wasThere = true;
        List<SharedRecord> records =
                there.stream().flatMap(read -> record(values, read)).toList();
        readable &= records.size() == there.size();
        records.stream().filter(one -> one.kind() == Kind.REFUSED).forEach(one -> noteRefused(notLaterThanNow(one)));
        SharedIdentity identity = readable ? identity(records) : null;
        entries.recorder().sharedRead(result(readable, records, identity));
        return identity;
    }

    private Stream<SharedRecord> record(BucketValues values, Read read) {
        return read.own == null
                ? Stream.empty()
                : Stream.ofNullable(entries.open(read.under.space, values, read.under.name, read.own));
    }

    /** Takes up when a user, or everybody, has changed; false where that is told by somebody who has no secret. */
    private boolean hear(Named under, BucketValues values, @Nullable String user, byte @Nullable [] sealed) {
        if (sealed == null || sealed.length == 0) {
            return true;
        }
        SharedRecord record = entries.open(under.space, values, under.space.ofChange(user), sealed);
        if (record == null || record.kind() != Kind.CHANGED) {
            return false;
        }
        entries.times().changed(user, notLaterThanNow(record));
        return true;
    }

    /** That a credential is not right any more is known by all of its names: under some secrets it may not be told of. */
    private void noteRefused(long at) {
        named().forEach(one -> entries.times().refused(one.name, at));
    }

    private @Nullable SharedIdentity identity(List<SharedRecord> records) {
        return records.stream()
                .flatMap(record -> Stream.ofNullable(identity(record)))
                .findFirst()
                .orElse(null);
    }

    private @Nullable SharedIdentity identity(SharedRecord record) {
        if (record.kind() != Kind.VERIFIED || isOver(record) || !isToBeTaken(record)) {
            return null;
        }
        LookupResult.Found found = IdentityReader.read(entries.directory(), record.content());
        return found == null ? null : new SharedIdentity(found, new Validity(Instant.ofEpochMilli(end(record))));
    }

    private SharedRead result(boolean readable, List<SharedRecord> records, @Nullable SharedIdentity identity) {
        if (identity != null) {
            return SharedRead.HIT;
        }
        boolean isNothing =
                readable && records.stream().allMatch(record -> record.kind() == Kind.REFUSED || isOver(record));
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
        String user = login.connect().user();
        long known = named().stream()
                .mapToLong(one -> entries.times().of(user, one.name))
                .max()
                .orElse(0);
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
            Named newest = named().get(0);
            SharedRecord record = new SharedRecord(Kind.VERIFIED, begun.toEpochMilli(), end, content);
            entries.leave(newest.space, newest.name, record);
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
            noteRefused(now);
            long end = now + entries.ttl().plus(SharedEntries.CLOCKS_APART).toMillis();
            SharedRecord record = SharedRecord.of(Kind.REFUSED, now, end);
            named().forEach(one -> entries.leave(one.space, one.name, record));
        }
    }

    /** Computed once it is needed; two threads may do it, with the same result. */
    private List<Named> named() {
        List<Named> known = named;
        if (known == null) {
            known = spaces.stream()
                    .map(space -> new Named(space, space.name(entries.parts(), login)))
                    .toList();
            named = known;
        }
        return known;
    }

    /** Without the login. */
    @Override
    public String toString() {
        return "SharedCredential[]";
    }
}
