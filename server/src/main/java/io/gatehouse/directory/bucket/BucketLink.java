package io.gatehouse.directory.bucket;

import io.gatehouse.nats.Attempt;
import io.gatehouse.nats.NatsOptions;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.visits.Visits;
import io.nats.client.Connection;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection to a bucket, whose values are read and written without waiting. While that does not work nobody is let to the
 * bucket: a thread finds out when it works again, by storing a value and reading it, so that nothing else is spent on that.
 */
public final class BucketLink implements AutoCloseable {
    /** Hears of the bucket, on the link's own thread. */
    public interface Listener {
        /** It can be used from now on. */
        void usable(BucketValues values);

        /**
         * It cannot be used from now on.
         *
         * @param why without a secret
         */
        void unusable(String why);

        /** A mistake of ours; it is tried again. */
        void mistaken(Throwable mistake);
    }

    /** So many reads that fail one after the other end the use of it, where they do so for longer than a pause of one process. */
    private static final int TOO_MANY = 5;

    private static final int TIMES_PATIENCE = 5;

    /** After so many looks that failed one after the other, another server may be better. */
    private static final int LEFT_AFTER = 3;

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How often it is looked whether the bucket is still the same. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private static final String FAILING = "it does not answer in time";

    private final String bucket;
    private final NatsSettings nats;
    private final Duration patience;
    private final Trial trial;
    private final Listener listener;
    private final Visits visits;
    private final Thread thread;
    private final CompletableFuture<Void> firstTried = new CompletableFuture<>();
    private final Semaphore trouble = new Semaphore(0);
    private final AtomicInteger failures = new AtomicInteger();
    private volatile long failingSince;
    private volatile @Nullable BucketValues usable;

    /**
     * @param user whose login it is, as operators call it
     * @param patience for each read
     * @param trial what is stored to see that it works
     */
    public BucketLink(
            String threadName,
            String user,
            NatsSettings nats,
            String bucket,
            Duration patience,
            Trial trial,
            Listener listener) {
        this.bucket = bucket;
        this.nats = nats.renewable();
        this.patience = patience;
        this.trial = trial;
        this.listener = listener;
        this.visits = new Visits(this.nats, user, this::options, new Visitor());
        this.thread = new Thread(visits::run, threadName);
        this.thread.setDaemon(true);
    }

    /** A value to try the bucket with, which means nothing. */
    public static final class Trial {
        private final String key;
        private final byte[] value;

        public Trial(String key, byte[] value) {
            this.key = key;
            this.value = value.clone();
        }

        /** The key that it is stored under. */
        public String key() {
            return key;
        }

        byte[] value() {
            return value;
        }
    }

    /** Begins to connect. */
    public void start() {
        thread.start();
    }

    /** Logs in as these say when it connects again; the connection that there is stays. */
    public void logInAs(NatsSettings others) {
        nats.logInAs(others);
    }

    /** Ends once the bucket can be used for the first time, or cannot be for now. */
    public CompletableFuture<Void> firstTried() {
        return firstTried.copy();
    }

    /** The bucket; null while it cannot be used. */
    public @Nullable BucketValues values() {
        return usable;
    }

    /** A read was answered. */
    public void answered() {
        if (failures.get() != 0) {
            failures.set(0);
        }
    }

    /** A read has failed. */
    public void failed() {
        int inARow = failures.incrementAndGet();
        if (inARow == 1) {
            failingSince = System.nanoTime();
        }
        boolean tooLong = System.nanoTime() - failingSince >= TIMES_PATIENCE * patience.toNanos();
        if (inARow >= TOO_MANY && tooLong) {
            doubt();
        }
    }

    /** What had to be stored was not: nobody is let to the bucket until the thread has stored something. */
    public void doubt() {
        if (usable != null) {
            usable = null;
            trouble.release();
        }
    }

    /** The thread notices within a moment. */
    @Override
    public void close() {
        visits.stop();
        usable = null;
        trouble.release();
        settle();
    }

    /** Nothing waits for room in the queue of what is to be sent: what has none is not sent. */
    private Options.Builder options(Attempt attempt) throws IOException {
        return NatsOptions.forRequests(nats, attempt).advancedRequestBehavior().discardMessagesWhenOutgoingQueueFull();
    }

    private void settle() {
        boolean first = firstTried.complete(null);
        assert first || firstTried.isDone();
    }

    /** What is done on the thread. */
    private final class Visitor implements Visits.Visitor {
        @Override
        public boolean stay(Attempt attempt, Connection connection) throws InterruptedException {
            long usedFor = 0;
            for (int tries = 0; visits.isWanted() && !attempt.isClosed() && tries < LEFT_AFTER; tries++) {
                try {
                    BucketValues values = BucketValues.of(connection, bucket, patience, nats.connectTimeout());
                    values.verify(trial.key(), trial.value(), nats.connectTimeout());
                    begin(values);
                    tries = -1;
                    long since = System.nanoTime();
                    try {
                        awaitTrouble(attempt, connection, values);
                    } finally {
                        usedFor = System.nanoTime() - since;
                    }
                    lost(attempt.isClosed() ? KvException.LOST + ": " + attempt.whyClosed() : FAILING);
                } catch (KvException e) {
                    lost(
                            attempt.isClosed()
                                    ? KvException.LOST + ": " + attempt.whyClosed()
                                    : String.valueOf(e.getMessage()));
                    settle();
                }
                if (!attempt.isClosed()) {
                    visits.pause(PAUSE);
                }
            }
            return usedFor >= nats.reconnectMaxWait().toNanos();
        }

        private void begin(BucketValues values) {
            trouble.drainPermits();
            failures.set(0);
            if (visits.isWanted()) {
                usable = values;
                listener.usable(values);
            }
            settle();
        }

        private void awaitTrouble(Attempt attempt, Connection connection, BucketValues values)
                throws KvException, InterruptedException {
            boolean told = false;
            long lookedAt = System.nanoTime();
            while (visits.isWanted() && !attempt.isClosed() && !told) {
                told = trouble.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
                if (!told && System.nanoTime() - lookedAt > LOOK.toNanos()) {
                    values.verifySame(BucketValues.of(connection, bucket, patience, nats.connectTimeout()));
                    lookedAt = System.nanoTime();
                }
            }
        }

        @Override
        public void lost(String why) {
            usable = null;
            if (visits.isWanted()) {
                listener.unusable(why);
            }
        }

        @Override
        public void allFailed() {
            settle();
        }

        @Override
        public void mistaken(Throwable mistake) {
            listener.mistaken(mistake);
        }
    }
}
