package io.gatehouse.transport;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the client library's readers, and tells the port of each that its reader has ended. The library acts on an
 * {@link java.io.IOException} only; after any other exception its connection would stay, read by nobody.
 */
final class ReaderThreads extends ThreadPoolExecutor {
    private final Supplier<? extends @Nullable Reading> opened;

    /** What a reader reads from. */
    interface Reading {
        /**
         * Nobody reads any more.
         *
         * @param mistake what ended the reader, when the client library does not act on it itself; null for all else
         */
        void readerEnded(@Nullable Throwable mistake);
    }

    /** @param opened what the next reader will read from */
    ReaderThreads(Supplier<? extends @Nullable Reading> opened) {
        super(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), ReaderThreads::thread);
        this.opened = opened;
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable reader, T value) {
        return new Task<>(reader, value, opened.get());
    }

    private static Thread thread(Runnable reader) {
        Thread thread = new Thread(reader, "gatehouse-reader");
        thread.setDaemon(true);
        return thread;
    }

    private static final class Task<T> extends FutureTask<T> {
        private final @Nullable Reading reading;

        Task(Runnable reader, T value, @Nullable Reading reading) {
            super(reader, value);
            this.reading = reading;
        }

        @Override
        protected void done() {
            if (reading != null) {
                reading.readerEnded(mistake());
            }
        }

        private @Nullable Throwable mistake() {
            try {
                get();
                return null;
            } catch (ExecutionException e) {
                return e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            } catch (CancellationException e) {
                return null;
            }
        }
    }
}
