package io.gatehouse.directory.ldap;

import io.gatehouse.policy.UndecidedException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Threads that ask the servers, each with connections of its own: as many servers that hang can hold no more than these. A thread
 * that has nothing to do for half a minute ends, and its connections with it.
 */
final class LdapWorkers implements AutoCloseable {
    /** How many may wait for a thread. */
    static final int MOST_WAITING = 1_024;

    private static final int IDLE_SECONDS = 30;

    private final String name;
    private final Supplier<LdapSession> sessions;
    private final Set<LdapSession> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor timer;

    /** @param sessions makes the connections of a thread, which are not open yet */
    LdapWorkers(String directory, int size, Supplier<LdapSession> sessions) {
        this.name = "gatehouse-ldap-" + directory + "-";
        this.sessions = sessions;
        this.threads = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), Worker::new);
        this.timer = timer(directory);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Has a thread ask something, or fails at once. What waits for a thread is taken back when it is cancelled.
     *
     * @param deadline is asked for when the thread begins; some time after it the thread's connections are ended
     */
    <T> CompletableFuture<T> submit(Supplier<Deadline> deadline, BiFunction<LdapSession, Deadline, T> work) {
        Job<T> job = new Job<>(deadline, work, timer, new CompletableFuture<>());
        try {
            threads.execute(job);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    LdapFailure.undecided(
                            threads.isShutdown()
                                    ? "the directory was closed"
                                    : "too many logins wait for the LDAP server: raise pooling.count, or find out why it is slow"));
        }
        CompletableFuture<T> unused = job.result.whenComplete((answer, error) -> {
            if (job.result.isCancelled()) {
                threads.remove(job);
            }
        });
        return job.result;
    }

    /** Ends what is under way badly. */
    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow().forEach(waiting -> ((Job<?>) waiting).give());
        open.forEach(LdapSession::end);
    }

    private static ScheduledThreadPoolExecutor timer(String directory) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "gatehouse-ldap-timer-" + directory);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private record Job<T>(
            Supplier<Deadline> deadline,
            BiFunction<LdapSession, Deadline, T> work,
            ScheduledExecutorService timer,
            CompletableFuture<T> result)
            implements Runnable {
        @Override
        public void run() {
            if (result.isDone()) {
                return;
            }
            try {
                result.complete(ask(((Worker) Thread.currentThread()).session()));
            } catch (UndecidedException | Error e) {
                result.completeExceptionally(e);
            } catch (RuntimeException e) {
                result.completeExceptionally(UndecidedException.failed(e));
            }
        }

        private T ask(LdapSession session) {
            Deadline until = deadline.get();
            Overdue watch = Overdue.watch(timer, session, until);
            try {
                return work.apply(session, until);
            } finally {
                watch.end();
            }
        }

        /** It is not run any more. */
        void give() {
            result.completeExceptionally(LdapFailure.undecided("the directory was closed"));
        }
    }

    /** A thread with its connections. */
    private final class Worker extends Thread {
        private final LdapSession session = sessions.get();

        Worker(Runnable work) {
            super(work, name + number.incrementAndGet());
            setDaemon(true);
        }

        LdapSession session() {
            return session;
        }

        @Override
        public void run() {
            open.add(session);
            try {
                super.run();
            } finally {
                open.remove(session);
                session.close();
            }
        }
    }
}
