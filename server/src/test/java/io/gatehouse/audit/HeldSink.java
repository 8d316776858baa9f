package io.gatehouse.audit;

import io.gatehouse.audit.sink.AuditChunk;
import io.gatehouse.audit.sink.AuditSink;
import io.gatehouse.audit.sink.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Stores in memory, once a test lets it, and fails while a test wants that. */
final class HeldSink implements AuditSink {
    final Semaphore entered = new Semaphore(0);
    final Semaphore mayWrite = new Semaphore(0);
    final List<byte[]> lines = new CopyOnWriteArrayList<>();
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
    public WriteResult write(AuditChunk chunk) {
        entered.release();
        mayWrite.acquireUninterruptibly();
        String why = failure;
        if (why != null) {
            return WriteResult.none(why);
        }
        IntStream.range(0, chunk.size()).forEach(i -> lines.add(chunk.line(i)));
        return WriteResult.all(chunk);
    }

    List<Map<String, Object>> records(String type) {
        return AuditLines.ofType(lines.stream().map(AuditLines::members).toList(), type);
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
