package io.gatehouse.audit;

import io.gatehouse.audit.sink.AuditLine;
import io.gatehouse.audit.sink.AuditSink;
import io.gatehouse.audit.sink.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Stores in memory, once a test lets it, and fails while a test wants that. */
final class HeldSink implements AuditSink {
    final Semaphore entered = new Semaphore(0);
    final Semaphore mayWrite = new Semaphore(0);
    final List<AuditLine> lines = new CopyOnWriteArrayList<>();
    volatile @Nullable String failure;
    volatile boolean closed;

    /** One that lets everything through. */
    static HeldSink open() {
        HeldSink sink = new HeldSink();
        sink.release();
        return sink;
    }

    /** From now on nothing is held. */
    void release() {
        mayWrite.release(1_000_000);
    }

    @Override
    public WriteResult write(List<AuditLine> batch) {
        entered.release();
        mayWrite.acquireUninterruptibly();
        String why = failure;
        if (why != null) {
            return new WriteResult(List.of(), List.of(), why);
        }
        lines.addAll(batch);
        return new WriteResult(batch, List.of(), null);
    }

    List<Map<String, Object>> records(String type) {
        return AuditLines.ofType(
                lines.stream().map(line -> AuditLines.members(line.json())).toList(), type);
    }

    /** The sum of a member over all records of a type. */
    long sum(String type, String member) {
        return records(type).stream()
                .mapToLong(record -> ((Number) record.getOrDefault(member, 0)).longValue())
                .sum();
    }

    @Override
    public void close() {
        closed = true;
    }
}
