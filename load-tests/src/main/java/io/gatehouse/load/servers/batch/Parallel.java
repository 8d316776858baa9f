package io.gatehouse.load.servers.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs the same work on every processor. */
final class Parallel {
    private Parallel() {}

    /**
     * Returns when all have finished; what one throws is thrown here.
     *
     * @param name of the threads
     */
    static void run(String name, Runnable work) {
        List<FutureTask<?>> tasks = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            FutureTask<?> task = new FutureTask<>(work, null);
            Thread thread = new Thread(task, name + "-" + i);
            thread.setDaemon(true);
            thread.start();
            tasks.add(task);
        }
        tasks.forEach(Parallel::await);
    }

    private static void await(FutureTask<?> task) {
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
