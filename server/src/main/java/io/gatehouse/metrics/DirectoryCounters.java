package io.gatehouse.metrics;

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
    final LongAdder reloads = new LongAdder();
    final LongAdder failedReloads = new LongAdder();
    volatile boolean outdated;
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
    public void reloadFailed() {
        outdated = true;
        failedReloads.increment();
    }

    /** Whether it has read its users as a whole, or tried to. */
    boolean readsFile() {
        return outdated || reloads.sum() + failedReloads.sum() > 0;
    }
}
