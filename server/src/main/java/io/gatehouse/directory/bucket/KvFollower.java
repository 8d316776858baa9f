package io.gatehouse.directory.bucket;

import io.gatehouse.nats.Attempt;
import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.visits.Visits;
import io.gatehouse.threads.BackgroundThread;
import io.gatehouse.threads.Recovery;
import io.gatehouse.threads.Vital;
import io.nats.client.Connection;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that follows a bucket: it keeps a connection, reads the whole bucket, takes each change since, and begins anew after
 * anything that may have kept one from it. All that may wait does so on this thread and on two more: one asks for users that are not
 * read yet, one has a look at every user.
 */
final class KvFollower implements AutoCloseable {
    /** What is said of a bucket; called on the following thread, if nothing else is said. */
    interface Listener {
        /** The whole bucket is known, and is followed. */
        void read(KvTable table);

        /** The same, for whoever has a look at every user: called on another thread, while changes go on to be taken. */
        void review(KvTable table);

        /** A change is in force. */
        void changed(KvTable table);

        /** It cannot be followed. */
        void unreachable(String why);

        /** The thread has ended, and nothing starts it again. */
        void ended(String why);

        /** A mistake of ours; it is tried again. */
        void mistaken(Throwable mistake);
    }

    private static final int MOST_ASKED = 1_024;
    /** Before what will not be different in a moment is tried again. */
    static final Duration LASTING = Duration.ofMinutes(1);

    private static final Duration IDLE = Duration.ofSeconds(10);

    /** After so many readings that failed one after the other another server may be better, or another connection to the same. */
    private static final int LEFT_AFTER = 3;

    private final BucketSettings settings;
    private final KvTable table;
    private final Listener listener;
    private final Visits visits;
    private final CompletableFuture<Void> usersKnown = new CompletableFuture<>();
    private final ThreadPoolExecutor asking;
    private final ThreadPoolExecutor reviewing;
    private final Thread thread;
    private final long longest;
    /** When the bucket was read last. */
    private long wholeSince;

    /** Readings that failed one after the other. */
    private long failures;

    private KvWindow window = KvWindow.ofProcess();

    private volatile KvState state = KvState.notYet();

    KvFollower(BucketSettings settings, KvTable table, Listener listener) {
        this.settings = settings;
        this.table = table;
        this.listener = listener;
        this.visits = new Visits(settings.nats(), "directory " + settings.name(), this::options, new Visitor());
        this.longest = settings.nats().reconnectMaxWait().toNanos();
        String name = "gatehouse-kv-" + settings.name();
        this.thread = daemon(() -> Vital.run(name, visits::run, listener::ended), name);
        this.asking = oneThread(MOST_ASKED, work -> daemon(work, name + "-ask"), new ThreadPoolExecutor.AbortPolicy());
        this.reviewing = oneThread(
                1, work -> new BackgroundThread(work, name + "-review"), new ThreadPoolExecutor.DiscardPolicy());
    }

    private static ThreadPoolExecutor oneThread(
            int waiting, ThreadFactory threads, RejectedExecutionHandler otherwise) {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, IDLE.toNanos(), TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>(waiting), threads, otherwise);
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        thread.start();
    }

    /** Ends once the bucket is known as a whole for the first time, or cannot be. */
    CompletableFuture<Void> usersKnown() {
        return usersKnown.copy();
    }

    KvState state() {
        return state;
    }

    /** Where answers about single users are waited for and read; refuses more than it can hold. */
    Executor answers() {
        return asking;
    }

    /** The thread notices within a moment. */
    @Override
    public void close() {
        visits.stop();
        state = KvState.none("closed");
        asking.shutdownNow();
        reviewing.shutdownNow();
        endBeginning();
    }

    private Options.Builder options(Attempt attempt) throws IOException {
        return NatsOptions.forRequests(settings.nats(), attempt).advancedRequestBehavior();
    }

    /**
     * Reads and follows, again after each interruption, for as long as the connection lasts and that works: a server may be cut off
     * from the others, and a connection may be lost without a word.
     */
    private boolean stay(Attempt attempt, Connection connection) throws InterruptedException {
        KvApi api = new KvApi(connection, settings.names(), settings.nats().connectTimeout());
        boolean lasted = false;
        boolean left = false;
        while (visits.isWanted() && !attempt.isClosed() && !left) {
            KvReading reading = new KvReading(attempt, api, table, table.wasRead() ? window.inBackground() : window);
            try {
                reading.run(
                        visits::isWanted,
                        () -> become(KvState.reading(attempt, api)),
                        () -> whole(attempt),
                        () -> {
                            listener.changed(table);
                        },
                        this::lost);
            } catch (KvException e) {
                lasted = reading.isWhole() && System.nanoTime() - wholeSince >= longest;
                window = reading.nextWindow(lasted);
                failures = lasted || reading.isFull() ? 1 : failures + 1;
                lost(
                        attempt.isClosed()
                                ? KvException.LOST + ": " + attempt.whyClosed()
                                : String.valueOf(e.getMessage()));
                endBeginning();
                left = !e.isLasting() && failures % LEFT_AFTER == 0;
                if (!reading.isFull() && !left) {
                    visits.pause(e.isLasting() ? LASTING : visits.pauseAfter(failures));
                }
            }
        }
        return lasted;
    }

    private void whole(Attempt attempt) {
        wholeSince = System.nanoTime();
        become(KvState.whole(attempt));
        listener.read(table);
        endBeginning();
        review(() -> listener.review(table));
    }

    /** Has a look at every user in the background; nothing is done where another one waits, which will see the same. */
    void review(Runnable look) {
        Runnable all = () -> {
            table.chooseDecoy();
            look.run();
        };
        reviewing.execute(() -> Recovery.run(all, listener::mistaken));
    }

    private void lost(String why) {
        become(KvState.none(why));
        if (visits.isWanted()) {
            listener.unreachable(why);
        }
    }

    private void endBeginning() {
        boolean first = usersKnown.complete(null);
        assert first || usersKnown.isDone();
    }

    private void become(KvState next) {
        if (visits.isWanted()) {
            state = next;
        }
    }

    /** What is done on the thread that follows. */
    private final class Visitor implements Visits.Visitor {
        @Override
        public boolean stay(Attempt attempt, Connection connection) throws InterruptedException {
            return KvFollower.this.stay(attempt, connection);
        }

        @Override
        public void lost(String why) {
            KvFollower.this.lost(why);
        }

        @Override
        public void allFailed() {
            endBeginning();
        }

        @Override
        public void mistaken(Throwable mistake) {
            listener.mistaken(mistake);
        }
    }
}
