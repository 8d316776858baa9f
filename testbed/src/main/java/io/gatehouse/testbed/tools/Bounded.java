package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Work that may hang where no timeout of its own reaches, such as in name resolution, given up after a while. */
final class Bounded {
    private Bounded() {}

    static <T> T call(String what, Duration limit, Callable<T> work)
            throws FetchException, IOException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "gatehouse-fetch");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new FetchException(what + " took longer than " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw rethrown(what, e.getCause());
        }
    }

    private static FetchException rethrown(String what, @Nullable Throwable cause) throws IOException {
        if (cause instanceof IOException io) {
            throw io;
        }
        return cause instanceof FetchException fetch ? fetch : new FetchException(what + " failed: " + cause);
    }
}
