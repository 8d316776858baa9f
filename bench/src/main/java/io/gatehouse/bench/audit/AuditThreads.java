package io.gatehouse.bench.audit;

import com.sun.management.ThreadMXBean;
import io.gatehouse.bench.audit.MeasuredAudit.Spent;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * All threads of an audit log: the one that makes records, those that it starts, as the client library's for a connection, and those that
 * these start. They are known by their thread group, which a thread has from the one that makes it. For one thread.
 */
final class AuditThreads {
    private static final Spent NOTHING = new Spent(0, 0);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ThreadGroup group = new ThreadGroup("audit");
    private final Map<Long, Spent> before = new HashMap<>();

    /** Has something made whose threads are of this group. */
    <T> T make(Supplier<T> maker) {
        CompletableFuture<T> made = new CompletableFuture<>();
        made.completeAsync(maker, work -> new Thread(group, work, "audit-maker").start());
        return made.join();
    }

    /** What they have taken since this was asked last. */
    Spent spent() {
        Thread[] living = new Thread[2 * group.activeCount() + 1];
        int number = group.enumerate(living);
        long nanos = 0;
        long bytes = 0;
        for (int i = 0; i < number; i++) {
            long id = living[i].getId();
            Spent now = new Spent(threads.getThreadCpuTime(id), threads.getThreadAllocatedBytes(id));
            // One that has just ended has no figures any more.
            if (now.nanos() >= 0 && now.bytes() >= 0) {
                Spent last = before.getOrDefault(id, NOTHING);
                nanos += now.nanos() - last.nanos();
                bytes += now.bytes() - last.bytes();
                before.put(id, now);
            }
        }
        return new Spent(nanos, bytes);
    }
}
