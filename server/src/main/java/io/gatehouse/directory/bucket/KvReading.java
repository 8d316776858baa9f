package io.gatehouse.directory.bucket;

import io.gatehouse.directory.heap.HeapFullException;
import io.gatehouse.nats.Attempt;
import io.gatehouse.threads.BackgroundThread;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the whole bucket, and all changes from its beginning on. Changes have a consumer of their own, so that each is in
 * force at once and does not wait behind a million users. Used by one thread.
 */
final class KvReading {
    private static final Duration TICK = Duration.ofMillis(100);

    /** A bucket that was read before is read again in the background: so many messages, and then a rest. */
    private static final int WITHOUT_REST = 32;

    /** From a reading to one that is made since records are gone: this, and so many times what the first one took. */
    private static final long SOME_GONE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long MARKS_GONE_NANOS = Duration.ofMinutes(10).toNanos();
    private static final int PAUSES = 10;

    private static final long REST_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Attempt attempt;
    private final KvApi api;
    private final KvTable table;

    private final KvWindow window;
    private final KvArrivals arrived;
    private final KvProgress progress;

    /** Asked from when the bucket was read to its end, or there was no room for more; null before. */
    private @Nullable KvLeader leader;

    /** Changes are told after this revision. */
    private long known;

    /** How many records of one key the bucket keeps. */
    private long history;

    private boolean whole;

    /** Why the heap has no room for all; null when it has. */
    private @Nullable String tooLarge;

    /** A change that there was no room for. */
    private @Nullable KvRecord unapplied;

    private final long begunAt = System.nanoTime();
    private long wholeAt;
    private long fullSince;
    private long taken;

    KvReading(Attempt attempt, KvApi api, KvTable table, KvWindow window) {
        this.window = window;
        this.arrived = new KvArrivals(window);
        this.attempt = attempt;
        this.api = api;
        this.table = table;
        this.progress = new KvProgress(api);
    }

    /** Whether the bucket was read to its end. */
    boolean isWhole() {
        return whole;
    }

    /** Whether the heap had no room for all. */
    boolean isFull() {
        return tooLarge != null;
    }

    /**
     * What the next reading is to keep to.
     *
     * @param lasted whether this one was whole, and stayed so for long enough
     */
    KvWindow nextWindow(boolean lasted) {
        return lasted ? arrived.nextAfterLasting() : arrived.next();
    }

    /**
     * Reads and follows until that fails, or is not wanted any more.
     *
     * @param begun the server can be asked, and changes are taken from now on
     * @param read everything is known from now on
     * @param changed a change is in force
     * @param full the heap has no room for all: what becomes of those who are known is followed for a while, and then it fails
     */
    void run(BooleanSupplier wanted, Runnable begun, Runnable read, Runnable changed, Consumer<String> full)
            throws KvException, InterruptedException {
        StreamInfo stream = api.stream();
        StreamState state = stream.getStreamState();
        history = Math.max(1, stream.getConfiguration().getMaxMsgsPerSubject());
        Dispatcher dispatcher = dispatcher();
        try {
            // The server pushes to no inbox that is only part of a wildcard.
            String ofChanges = inbox(dispatcher);
            String ofAll = inbox(dispatcher);
            known = table.timeline().known(stream.getCreateTime(), state.getLastSequence());
            KvFeed changes = KvFeed.from(api, ofChanges, window, known + 1);
            table.beginReading(known, stream.getCreateTime(), state.getLastSequence());
            begun.run();
            KvFeed all = KvFeed.ofAll(api, ofAll, window);
            while (wanted.getAsBoolean()) {
                try {
                    take(arrived.poll(TICK.toMillis()), all, changes, changed);
                } catch (HeapFullException e) {
                    leaveOthersOut(stream, full);
                    all.end();
                }
                changes.verifyAlive();
                if (leader == null) {
                    all.verifyAlive();
                    endReading(all, stream, read);
                } else {
                    leader.verifyThere();
                    long told = Math.max(known, changes.lastRevision());
                    progress.verifyTold(leader.newest(), told);
                    verifyAllThere(leader, told);
                }
                endWhenDue();
            }
        } catch (IllegalStateException e) {
            throw new KvException(KvException.LOST);
        } finally {
            end(dispatcher);
        }
    }

    /**
     * Who is gone without a mark is found by another reading. That waits, so that readings take a small part of the time, and longer
     * where only marks may be gone.
     */
    private void verifyAllThere(KvLeader asked, long told) throws KvException {
        if (!whole || !asked.hasFewer(told, table.known())) {
            return;
        }
        long pause = asked.count() < table.known() ? SOME_GONE_NANOS : MARKS_GONE_NANOS;
        if (System.nanoTime() - wholeAt > pause + PAUSES * (wholeAt - begunAt)) {
            throw new KvException("records of bucket " + api.names().bucket()
                    + " are gone, and no mark of a deletion tells whose: it is read again");
        }
    }

    private void take(@Nullable Message message, KvFeed all, KvFeed changes, Runnable changed) throws KvException {
        if (attempt.isClosed()) {
            throw new KvException(KvException.LOST);
        }
        if (message == null) {
            return;
        }
        if (changes.isOf(message)) {
            KvRecord record = change(changes, message);
            if (record != null && record.value() == null && leader != null) {
                leader.removed(history - 1);
            }
            if (record != null && isFull()) {
                table.changeKnown(record);
            } else if (record != null) {
                unapplied = record;
                table.change(record);
                unapplied = null;
                changed.run();
            }
            table.timeline().told(changes.lastRevision());
        } else if (!whole && !isFull() && all.isOf(message)) {
            KvRecord record = all.take(message);
            if (record != null) {
                table.apply(record);
            }
            rest();
        }
    }

    /** Some servers begin with an earlier one where the replica is behind; it tells of who was removed since. */
    private @Nullable KvRecord change(KvFeed changes, Message message) throws KvException {
        KvRecord record = changes.take(message);
        return record == null || record.revision() <= known ? null : record;
    }

    /** Who is known may be locked out meanwhile, so that the bucket is not left alone where somebody is. */
    private void leaveOthersOut(StreamInfo stream, Consumer<String> full) throws KvException {
        String why = "bucket " + api.names().bucket() + " "
                + table.abandonReading(stream.getStreamState().getByteCount());
        if (!table.wasRead()) {
            throw KvException.lasting(why);
        }
        tooLarge = why;
        fullSince = System.nanoTime();
        leader = new KvLeader(api, stream.getCreateTime());
        if (unapplied != null) {
            table.changeKnown(unapplied);
        }
        full.accept(why);
    }

    private void endWhenDue() throws KvException {
        if (isFull() && System.nanoTime() - fullSince > KvFollower.LASTING.toNanos()) {
            throw new KvException(String.valueOf(tooLarge));
        }
    }

    /** Who was known before is answered meanwhile, and is not to notice. */
    private void rest() {
        if (table.wasRead() && ++taken % WITHOUT_REST == 0) {
            BackgroundThread.rest(REST_NANOS);
        }
    }

    private void endReading(KvFeed all, StreamInfo stream, Runnable read) throws KvException {
        if (!all.isAtEnd(stream.getStreamState().getLastSequence())) {
            return;
        }
        if (!table.endReading()) {
            throw new KvException(
                    "bucket " + api.names().bucket() + " has older records than were known: it is read again");
        }
        leader = new KvLeader(api, stream.getCreateTime());
        whole = true;
        wholeAt = System.nanoTime();
        read.run();
        all.end();
    }

    private Dispatcher dispatcher() throws KvException {
        try {
            return api.connection().createDispatcher(arrived::add);
        } catch (IllegalStateException e) {
            throw new KvException(KvException.LOST);
        }
    }

    private String inbox(Dispatcher dispatcher) {
        String inbox = api.connection().createInbox();
        dispatcher.subscribe(inbox);
        return inbox;
    }

    private void end(Dispatcher dispatcher) {
        try {
            api.connection().closeDispatcher(dispatcher);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // The connection is closed, and the dispatcher with it.
        }
    }
}
