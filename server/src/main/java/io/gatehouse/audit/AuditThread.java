package io.gatehouse.audit;

import io.gatehouse.threads.Recovery;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that stores records. Unless answers wait for their records, it lets some gather, so that it is woken some tens of times a
 * second at most, whatever the number of logins.
 */
final class AuditThread {
    private static final Logger log = LoggerFactory.getLogger(AuditThread.class);

    static final String NAME = "gatehouse-audit";

    private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();

    /** The part of the queue that is not waited for to fill. */
    private static final int GATHERED = 8;

    private final AuditWriter writer;
    private final AuditQueue queue;
    private final boolean atOnce;
    private final Thread thread = new Thread(this::run, NAME);
    private final AtomicBoolean idle = new AtomicBoolean();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private volatile boolean ending;

    /** @param atOnce whether each record is stored as soon as it is there */
    AuditThread(AuditWriter writer, AuditQueue queue, boolean atOnce) {
        this.writer = writer;
        this.queue = queue;
        this.atOnce = atOnce;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There is something in the queue, which holds so many bytes. */
    void wake(long held) {
        if (idle.get()) {
            wake(idle);
        } else if (held > queue.most() / GATHERED && gathering.get()) {
            wake(gathering);
        }
    }

    /** Something else than the queue has changed. */
    void wake() {
        LockSupport.unpark(thread);
    }

    private void wake(AtomicBoolean state) {
        if (state.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    /** Has the rest stored, and waits for that, for a while; whether it has come to an end. */
    boolean end(Duration patience) {
        ending = true;
        LockSupport.unpark(thread);
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        while (!ending) {
            boolean busy = Recovery.get(writer::work, AuditThread::mistaken);
            rest(busy);
        }
        Recovery.run(writer::finish, mistake -> log.error("the audit log could not be closed", mistake));
    }

    private static boolean mistaken(Throwable mistake) {
        log.error("a mistake in Gatehouse: audit records are stored later", mistake);
        return false;
    }

    private void rest(boolean busy) {
        if (writer.isFailing()) {
            LockSupport.parkNanos(this, TICK_NANOS);
        } else if (busy && !atOnce) {
            gathering.set(true);
            if (queue.bytes() <= queue.most() / GATHERED && !ending) {
                LockSupport.parkNanos(this, writer.gathers().toNanos());
            }
            gathering.set(false);
        } else {
            idle.set(true);
            if (queue.isEmpty() && !ending) {
                LockSupport.parkNanos(this, TICK_NANOS);
            }
            idle.set(false);
        }
    }
}
