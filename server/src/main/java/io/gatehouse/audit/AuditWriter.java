package io.gatehouse.audit;

import io.gatehouse.audit.sink.AuditChunk;
import io.gatehouse.audit.sink.AuditSink;
import io.gatehouse.audit.sink.Gathering;
import io.gatehouse.audit.sink.WriteResult;
import io.gatehouse.threads.Recovery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes records of what waits in the queue, and stores them, a chunk at a time. What could not be stored is kept and tried again, unless
 * somebody waits for it: an answer that was not sent for want of its record must not be recorded as sent. Used by one thread.
 */
final class AuditWriter {
    private static final Logger log = LoggerFactory.getLogger(AuditWriter.class);

    private static final long ONE_SECOND = 1_000_000_000;

    private final AuditQueue queue;
    private final AuditCounts counts;
    private final Loss loss;
    private final UnreadCounts unread;
    private final GapCounts gaps;
    private final HangWatch watch = new HangWatch(System::nanoTime);
    private final String instance;
    private final Function<AuditSettings, AuditSink> sinks;
    private final Supplier<AuditSettings> wanted;
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final Deque<AuditEntry> waiting = new ArrayDeque<>();
    private final AuditChunk chunk;

    /** What the records of the chunk were made of, in the same order. */
    private final List<AuditEntry> entries = new ArrayList<>();

    private AuditSettings settings;
    private RecordJson json;
    private AuditSink sink;
    private long seq;
    private long countedAt = System.nanoTime();
    private long failedSince;
    private long mistakenAt = System.nanoTime() - ONE_SECOND;
    private boolean told;
    private volatile @Nullable String failure;

    private volatile boolean reopenAsked;

    /**
     * @param instance the name of this one
     * @param sinks opens what records go to
     * @param wanted the settings by now
     */
    AuditWriter(
            AuditQueue queue,
            AuditCounts counts,
            Loss loss,
            UnreadCounts unread,
            String instance,
            Function<AuditSettings, AuditSink> sinks,
            Supplier<AuditSettings> wanted) {
        this.queue = queue;
        this.counts = counts;
        this.loss = loss;
        this.unread = unread;
        this.gaps = new GapCounts(counts);
        this.instance = instance;
        this.chunk = new AuditChunk(instance + '-' + run + '-');
        this.sinks = sinks;
        this.wanted = wanted;
        this.settings = wanted.get();
        this.json = new RecordJson(settings);
        this.sink = sinks.apply(settings);
        watch.expect(sink.patience());
        counts.hanging(watch::isHanging);
    }

    /** Why nothing can be stored, for any thread; null while it can. */
    @Nullable String failure() {
        String now = failure;
        return now == null ? watch.words() : now + " (for " + Loss.seconds(System.nanoTime() - failedSince) + ")";
    }

    boolean isFailing() {
        return failure != null;
    }

    /** For how long records gather. */
    Duration gathers() {
        return sink.gathering().time();
    }

    /** Looks again where to write to, before the next record; for any thread. */
    void reopen() {
        reopenAsked = true;
    }

    /**
     * Stores all that waits, until that fails.
     *
     * @return whether anything was there to be stored
     */
    boolean work() {
        loss.look();
        if (!isFailing() && System.nanoTime() - countedAt >= ONE_SECOND) {
            addCounts();
        }
        waiting.addAll(queue.take());
        // Only now: what was changed before one of these came counts for it.
        takeSettings();
        boolean any = !waiting.isEmpty() || !entries.isEmpty();
        while (!waiting.isEmpty() || !entries.isEmpty()) {
            fill();
            if (!entries.isEmpty() && !store()) {
                giveUpAwaited();
                break;
            }
        }
        if (waiting.isEmpty() && entries.isEmpty() && isFailing()) {
            // Nothing is left to find out by whether it works again: the next record does.
            failure = null;
            counts.failing(false);
        }
        return any;
    }

    /** Stores what there is as far as that succeeds at once, counts the rest as lost, and ends. */
    void finish() {
        addCounts();
        boolean unused = work();
        waiting.addAll(queue.take());
        long left = (long) waiting.size() + entries.size();
        if (left > 0) {
            counts.dropped(AuditDrop.STOPPED, left);
            log.warn(
                    "{} could not be stored before the end: {}",
                    Loss.counted(left, "audit record", "audit records"),
                    failure);
        }
        waiting.forEach(queue::release);
        entries.forEach(queue::release);
        waiting.clear();
        entries.clear();
        chunk.clear();
        sink.close();
    }

    private void takeSettings() {
        if (reopenAsked) {
            reopenAsked = false;
            sink.reopen();
        }
        AuditSettings now = wanted.get();
        if (!now.equals(settings)) {
            // A file may be configured though records go to a stream, whose login is renewed within the sink.
            boolean elsewhere = now.to() == AuditTarget.FILE && !Objects.equals(now.file(), settings.file());
            settings = now;
            json = new RecordJson(now);
            if (elsewhere) {
                exchangeSink();
            }
        }
    }

    private void exchangeSink() {
        watch.enter();
        try {
            AuditSink next = sinks.apply(settings);
            sink.close();
            sink = next;
            watch.expect(sink.patience());
        } finally {
            watch.leave();
        }
    }

    /** Records of what is known as a number only. They need no room in the queue: there are few. */
    private void addCounts() {
        countedAt = System.nanoTime();
        unread.tell((reason, requests) -> waiting.add(EventEntry.ofCounts(
                RecordType.UNREAD,
                members -> members.text(AuditField.REASON, reason.code()).number(AuditField.REQUESTS, requests))));
        gaps.tell((reason, records) -> waiting.add(EventEntry.ofCounts(
                RecordType.GAP,
                members -> members.text(AuditField.REASON, reason.code()).number(AuditField.RECORDS, records))));
    }

    /** Makes records until the chunk is large enough. */
    private void fill() {
        Gathering most = sink.gathering();
        while (chunk.size() < most.records() && chunk.bytes() < most.bytes()) {
            AuditEntry entry = waiting.poll();
            if (entry == null) {
                return;
            }
            CompletableFuture<Void> awaited = entry.stored();
            if (awaited != null && awaited.isDone()) {
                queue.release(entry);
            } else {
                Recovery.run(() -> add(entry), mistake -> mistaken(entry, mistake));
            }
        }
    }

    /** Makes its record a part of the chunk. */
    private void add(AuditEntry entry) {
        json.begin(entry.type(), entry.millis());
        json.word(AuditField.INSTANCE, instance).word(AuditField.RUN, run).number(AuditField.SEQ, seq + 1);
        entry.write(json);
        json.end(++seq, chunk);
        entries.add(entry);
    }

    /** A mistake that every record meets must not drown the log in stack traces. */
    private void mistaken(AuditEntry entry, Throwable mistake) {
        long now = System.nanoTime();
        if (now - mistakenAt >= ONE_SECOND) {
            mistakenAt = now;
            log.error("a mistake in Gatehouse: an audit record cannot be made", mistake);
        }
        queue.release(entry);
        lose(entry, AuditDrop.INTERNAL_ERROR, "its record cannot be made");
    }

    /** Whether all of the chunk is stored, or nothing that could be. */
    private boolean store() {
        WriteResult result = write();
        BitSet left = new BitSet();
        left.set(0, entries.size());
        left.andNot(result.stored());
        left.andNot(result.refused());
        if (!result.stored().isEmpty()) {
            counts.stored(result.stored().cardinality());
        }
        release(left);
        result.stored().stream().forEach(i -> stored(entries.get(i)));
        result.refused().stream()
                .forEach(i -> lose(entries.get(i), AuditDrop.TOO_LARGE, "the record is larger than the stream takes"));
        keep(left);
        tell(result.failure());
        return result.failure() == null;
    }

    /** All but those that are left, at once. */
    private void release(BitSet left) {
        long bytes = 0;
        for (int i = left.nextClearBit(0); i < entries.size(); i = left.nextClearBit(i + 1)) {
            bytes += entries.get(i).weight();
        }
        queue.release(bytes);
    }

    private void keep(BitSet left) {
        List<AuditEntry> kept = left.stream().mapToObj(entries::get).toList();
        entries.clear();
        entries.addAll(kept);
        chunk.keep(left);
    }

    /** An answer that waits for it is not sent, and that has a record of its own: such a record is not missing. */
    private void lose(AuditEntry entry, AuditDrop reason, String why) {
        if (entry.stored() == null) {
            loss.lost(reason);
        } else {
            fail(entry, why);
        }
    }

    private WriteResult write() {
        watch.enter();
        try {
            return Recovery.get(() -> sink.write(chunk), this::failed);
        } finally {
            watch.leave();
        }
    }

    /** It comes again with each try, and is in the log when it comes first. */
    private WriteResult failed(Throwable mistake) {
        if (!told) {
            log.error("a mistake in Gatehouse: audit records cannot be written", mistake);
        }
        return WriteResult.none("a mistake in Gatehouse; the log has more of it");
    }

    private static void stored(AuditEntry entry) {
        CompletableFuture<Void> awaited = entry.stored();
        if (awaited != null) {
            awaited.complete(null);
        }
    }

    private void tell(@Nullable String why) {
        if (why != null && !told) {
            told = true;
            failedSince = System.nanoTime();
            log.error(
                    "the audit log cannot be written: {}{}", why, settings.required() ? "; no login is answered" : "");
        } else if (why == null && told) {
            told = false;
            log.info("the audit log is written again, after {}", Loss.seconds(System.nanoTime() - failedSince));
        }
        failure = why;
        counts.failing(why != null);
    }

    private void giveUpAwaited() {
        String why = String.valueOf(failure);
        BitSet left = new BitSet();
        for (int i = 0; i < entries.size(); i++) {
            left.set(i, !giveUpIfAwaited(entries.get(i), why));
        }
        keep(left);
        waiting.removeIf(entry -> giveUpIfAwaited(entry, why));
    }

    private boolean giveUpIfAwaited(AuditEntry entry, String why) {
        if (entry.stored() == null) {
            return false;
        }
        fail(entry, why);
        queue.release(entry);
        return true;
    }

    private static void fail(AuditEntry entry, String why) {
        CompletableFuture<Void> awaited = entry.stored();
        if (awaited != null) {
            awaited.completeExceptionally(new NotStoredException(why));
        }
    }
}
