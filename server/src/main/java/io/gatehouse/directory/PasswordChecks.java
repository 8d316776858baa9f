package io.gatehouse.directory;

import io.gatehouse.crypto.PasswordHash;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Checks passwords: plain text on the spot, slow hashes on a few threads of their own with a bounded queue before them.
 * A check that is cancelled while it waits leaves the queue and costs nothing.
 */
public final class PasswordChecks implements AutoCloseable {
    private final ThreadPoolExecutor threads;

    /**
     * @param threads how many hashes are computed at a time, at least 1
     * @param queue how many checks may wait, at least 1
     */
    public PasswordChecks(int threads, int queue) {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), work -> {
                    Thread thread = new Thread(work, "gatehouse-hash-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Whether a password is the right one.
     *
     * @return one answer; or {@link PasswordChecksFullException} when too many checks are waiting
     */
    public Mono<Boolean> matches(PasswordHash hash, String password) {
        return hash.slow() ? Mono.create(sink -> enqueue(hash, password, sink)) : Mono.just(hash.matches(password));
    }

    /** How many checks wait for a thread. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Ends the threads; checks that wait are given up as if there were no room for them. */
    @Override
    public void close() {
        for (Runnable left : threads.shutdownNow()) {
            ((Check) left).sink.error(new PasswordChecksFullException());
        }
    }

    private void enqueue(PasswordHash hash, String password, MonoSink<Boolean> sink) {
        Check check = new Check(hash, password, sink);
        sink.onCancel(() -> {
            check.cancelled = true;
            threads.remove(check);
        });
        try {
            threads.execute(check);
        } catch (RejectedExecutionException full) {
            sink.error(new PasswordChecksFullException());
        }
    }

    private static final class Check implements Runnable {
        private final PasswordHash hash;
        private final String password;
        private final MonoSink<Boolean> sink;
        private volatile boolean cancelled;

        Check(PasswordHash hash, String password, MonoSink<Boolean> sink) {
            this.hash = hash;
            this.password = password;
            this.sink = sink;
        }

        @Override
        public void run() {
            if (cancelled) {
                return;
            }
            boolean right;
            try {
                right = hash.matches(password);
            } catch (RuntimeException | Error e) {
                sink.error(e);
                return;
            }
            sink.success(right);
        }
    }
}
