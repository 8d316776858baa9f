package io.gatehouse.metrics;

import io.gatehouse.directory.GuardState;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.ReloadRecorder;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the lookups in one directory, the credentials in its cache and, where it reads a file, the reloads. A warm login
 * costs one {@link LongAdder}.
 */
final class DirectoryCounters implements LookupRecorder, ReloadRecorder {
    final String name;
    final String type;
    final EnumCounters<Result> requests = new EnumCounters<>(Result.class);
    final EnumCounters<Memory> entries = new EnumCounters<>(Memory.class);
    final EnumCounters<Memory> bytes = new EnumCounters<>(Memory.class);
    final EnumCounters<Memory> evictions = new EnumCounters<>(Memory.class);
    final LongAdder inFlight = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder timedOut = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder retried = new LongAdder();
    final LongAdder stale = new LongAdder();
    final LongAdder breakerOpened = new LongAdder();
    final LongAdder answeredProbes = new LongAdder();
    final LongAdder failedProbes = new LongAdder();
    final EnumCounters<Withheld> withheld = new EnumCounters<>(Withheld.class);
    final EnumCounters<SharedRead> sharedReads = new EnumCounters<>(SharedRead.class);
    final EnumCounters<SharedWrite> sharedWrites = new EnumCounters<>(SharedWrite.class);
    volatile boolean shares;
    /** Null where no backend was asked yet. */
    volatile @Nullable GuardState guard;

    final LongAdder reloads = new LongAdder();
    final LongAdder failedReloads = new LongAdder();
    volatile boolean outdated;
    /** Whether it is told of changes of users who are asked for one by one. */
    volatile boolean hears;

    volatile int users;
    volatile boolean hasRevocations;
    volatile int revoked;
    /** In seconds since 1970; 0 for never. */
    volatile long nextUpdate;

    DirectoryCounters(String name, String type) {
        this.name = name;
        this.type = type;
    }

    @Override
    public void asked(Result result) {
        requests.add(result, 1);
    }

    @Override
    public void lookupBegun() {
        inFlight.increment();
    }

    @Override
    public void lookupEnded() {
        inFlight.decrement();
    }

    @Override
    public void lookupRefused() {
        refused.increment();
    }

    @Override
    public void lookupTimedOut() {
        timedOut.increment();
    }

    @Override
    public void lookupFailed() {
        failed.increment();
    }

    @Override
    public void lookupRetried() {
        retried.increment();
    }

    @Override
    public void withheld(Withheld why) {
        withheld.add(why, 1);
    }

    @Override
    public void answeredStale() {
        stale.increment();
    }

    @Override
    public void guarded(GuardState state) {
        guard = state;
    }

    @Override
    public void breakerOpened() {
        breakerOpened.increment();
    }

    @Override
    public void probed(boolean answered) {
        (answered ? answeredProbes : failedProbes).increment();
    }

    @Override
    public void shares() {
        shares = true;
    }

    @Override
    public void sharedRead(SharedRead result) {
        sharedReads.add(result, 1);
    }

    @Override
    public void sharedWritten(SharedWrite result) {
        sharedWrites.add(result, 1);
    }

    int limit() {
        GuardState now = guard;
        return now == null ? 0 : now.limit();
    }

    boolean isBreakerOpen() {
        GuardState now = guard;
        return now != null && now.isOpen();
    }

    @Override
    public void remembered(Memory memory, long size) {
        entries.add(memory, 1);
        bytes.add(memory, size);
    }

    @Override
    public void forgotten(Memory memory, long size, boolean evicted) {
        entries.add(memory, -1);
        bytes.add(memory, -size);
        if (evicted) {
            evictions.add(memory, 1);
        }
    }

    @Override
    public void reloaded(int users) {
        this.users = users;
        outdated = false;
        reloads.increment();
    }

    @Override
    public void revocationsRead(int number, @Nullable Instant next) {
        revoked = number;
        nextUpdate = next == null ? 0 : next.getEpochSecond();
        hasRevocations = true;
        outdated = false;
        reloads.increment();
    }

    @Override
    public void changed(int users) {
        this.users = users;
    }

    @Override
    public void unreachable(String why) {
        outdated = true;
    }

    @Override
    public void followed() {
        hears = true;
        outdated = false;
    }

    @Override
    public void notFollowed(String why) {
        hears = true;
        outdated = true;
    }

    @Override
    public void unwatched() {
        hears = false;
        outdated = false;
    }

    @Override
    public void reloadFailed() {
        outdated = true;
        failedReloads.increment();
    }

    /** Whether it has read its users as a whole, or tried to. */
    boolean readsFile() {
        return (outdated && !hears) || reloads.sum() + failedReloads.sum() > 0;
    }
}
