package io.gatehouse.revocation.poll;

import io.gatehouse.revocation.PollSettings;
import io.gatehouse.threads.Recovery;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the questions to all directories have in common.
 *
 * @param settings in force now
 * @param others the other instances
 * @param thread decides everything, and waits for nothing
 */
record PollContext(
        Supplier<PollSettings> settings,
        PollRecorder recorder,
        OtherInstances others,
        ScheduledExecutorService thread) {
    private static final Logger log = LoggerFactory.getLogger(PollContext.class);

    /** Does some work on the thread. */
    void execute(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException e) {
            log.debug("a directory has answered at the end of the service");
        }
    }

    /** Does it later. */
    void schedule(Runnable work, Duration after) {
        try {
            ScheduledFuture<?> unused = thread.schedule(() -> guarded(work), after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the service ends");
        }
    }

    private void guarded(Runnable work) {
        Recovery.run(work, mistake -> {
            if (!thread.isShutdown()) {
                log.error("a mistake in Gatehouse: some users are not asked about", mistake);
            }
        });
    }

    long interval() {
        return settings.get().interval().toNanos();
    }

    /** A part of the interval between two, at random, so that users are asked about one after the other. */
    long part(double least, double most) {
        return part(interval(), least, most);
    }

    /** The same of another time. */
    static long part(long nanos, double least, double most) {
        return (long) (nanos * ThreadLocalRandom.current().nextDouble(least, most));
    }
}
