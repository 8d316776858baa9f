package io.gatehouse.sessions;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Gives up later what has not come by then. */
final class Later {
    private Later() {}

    /**
     * Does it after a time.
     *
     * @param ended is done instead, at once, where the timer has ended, as it does with the service
     */
    static Future<?> run(ScheduledExecutorService timer, long nanos, Runnable work, Runnable ended) {
        try {
            return timer.schedule(work, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            ended.run();
            return CompletableFuture.completedFuture(null);
        }
    }
}
