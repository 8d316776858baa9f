package io.gatehouse.load.servers;

import io.gatehouse.load.nats.NatsConnection;
import io.gatehouse.load.servers.batch.RequestBatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/**
 * Clients that all come at once. A client that gets a denial, or no answer in time, has an auth error; it comes back after
 * a while, until it is in or has had so many errors in a row that it gives up, as nats.go does. Request {@code i}
 * is an attempt of client {@code i % clients}, and the later ones are its later attempts.
 */
final class LoginStorm {
    private static final long LOOK_NANOS = 1_000_000;
    private static final int BATCH = 64;

    private final RequestBatch batch;
    private final NatsConnection connection;
    private final LoadProfile.Storm profile;
    private final long patienceNanos;
    private final IntPredicate isWrong;
    private final Queue<Integer> answered = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
    private final PriorityQueue<DueAttempt> returning = new PriorityQueue<>();
    private final SplittableRandom random = new SplittableRandom();
    private int finished;

    private record DueAttempt(long atNanos, int request) implements Comparable<DueAttempt> {
        @Override
        public int compareTo(DueAttempt other) {
            return Long.compare(atNanos, other.atNanos);
        }
    }

    /**
     * @param batch with as many requests as all attempts of all clients
     * @param patienceNanos how long a server waits for an answer
     * @param isWrong which clients come with a wrong password
     */
    LoginStorm(
            RequestBatch batch,
            NatsConnection connection,
            LoadProfile.Storm profile,
            long patienceNanos,
            IntPredicate isWrong) {
        this.batch = batch;
        this.connection = connection;
        this.profile = profile;
        this.patienceNanos = patienceNanos;
        this.isWrong = isWrong;
    }

    /** Returns when every client is in or has given up. */
    void run() throws IOException {
        batch.listen(answered::add);
        long start = System.nanoTime();
        for (int client = 0; client < profile.clients(); client++) {
            returning.add(new DueAttempt(start, client));
        }
        while (finished < profile.clients()) {
            if (send() == 0) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            takeAnswers();
            giveUp(System.nanoTime());
            connection.check();
        }
    }

    private int send() throws IOException {
        long now = System.nanoTime();
        int count = 0;
        for (DueAttempt next = returning.peek(); next != null && next.atNanos <= now; next = returning.peek()) {
            if (count == BATCH) {
                break;
            }
            returning.remove();
            batch.due(next.request, next.atNanos);
            batch.gather(next.request, connection, now);
            waiting.add(next.request);
            count++;
        }
        connection.flush();
        batch.sent(count);
        return count;
    }

    private void takeAnswers() {
        for (Integer request = answered.poll(); request != null; request = answered.poll()) {
            if (isWrong.test(request % profile.clients())) {
                fail(request);
            } else {
                finished++;
            }
        }
    }

    private void giveUp(long now) {
        for (Integer oldest = waiting.peek(); oldest != null; oldest = waiting.peek()) {
            boolean over = now - batch.dueAt(oldest) > patienceNanos;
            if (!over && !batch.isAnswered(oldest)) {
                return;
            }
            waiting.remove();
            if (batch.expire(oldest)) {
                fail(oldest);
            }
        }
    }

    /** An auth error: the client comes back later, or never again. */
    private void fail(int request) {
        int next = request + profile.clients();
        if (next >= batch.size()) {
            finished++;
            return;
        }
        long jitter =
                profile.jitter().isZero() ? 0 : random.nextLong(profile.jitter().toNanos());
        returning.add(new DueAttempt(System.nanoTime() + profile.retryWait().toNanos() + jitter, next));
    }
}
