package io.gatehouse.load.servers;

import io.gatehouse.load.answer.AnswerVerifier;
import io.gatehouse.load.nats.NatsConnection;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.ReportingOptions;
import io.gatehouse.load.report.ProgressBar;
import io.gatehouse.load.request.RequestWriter;
import io.gatehouse.load.servers.batch.BatchVerification;
import io.gatehouse.load.servers.batch.FrameWriter;
import io.gatehouse.load.servers.batch.PreparedRequests;
import io.gatehouse.load.servers.batch.ReplyCollector;
import io.gatehouse.load.servers.batch.RequestBatch;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import java.util.function.ToLongFunction;

/** A connection through which batches are sent: prepares them, waits for their answers, verifies them. */
final class LoadSession {
    /** Longer than anything is kept ready, for requests must not have expired when they are sent. */
    private static final Duration KEPT_READY = Duration.ofMinutes(30);

    /** What one answer takes at most as a rule; the frames of the requests are measured. */
    private static final int ANSWER_BYTES = 2048;

    private static final double HEAP_SHARE = 0.8;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final long LOOK_NANOS = 20_000_000;

    private final LoadSettings settings;
    private final NatsConnection connection;
    private final ReportingOptions reporting;
    private final ReplyCollector answers;
    private final FrameWriter writer;
    private final BatchVerification verification;
    private final List<RequestBatch> batches = new ArrayList<>();
    private long next;

    /** A session on a connection of its own. */
    LoadSession(LoadSettings settings, NatsConnection connection, ReportingOptions reporting) {
        this.settings = settings;
        this.connection = connection;
        this.reporting = reporting;
        byte[] token = new byte[11];
        new SecureRandom().nextBytes(token);
        String inbox = settings.inbox() + "." + HexFormat.of().formatHex(token);
        this.answers = new ReplyCollector(inbox);
        this.writer = new FrameWriter(
                new RequestWriter(
                        settings.workload(),
                        Clock.systemUTC(),
                        settings.authTimeout().plus(KEPT_READY)),
                settings.workload(),
                settings.subject(),
                inbox);
        this.verification = new BatchVerification(new AnswerVerifier(settings.workload(), settings.expected()));
        connection.receive(answers);
        try {
            connection.subscribe(inbox + ".*", TIMEOUT);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    LoadSettings settings() {
        return settings;
    }

    NatsConnection connection() {
        return connection;
    }

    ReportingOptions reporting() {
        return reporting;
    }

    /** The sum of a count of all batches. */
    long sum(ToLongFunction<RequestBatch> count) {
        return batches.stream().mapToLong(count).sum();
    }

    /** Answers to no request of ours. */
    long strays() {
        return answers.strays();
    }

    /** Prepares so many requests, about one client after the other, from the first who has not been asked about yet. */
    RequestBatch prepare(int count) {
        long first = sum(RequestBatch::sent);
        int users = settings.workload().users().size();
        return prepare(count, index -> (int) ((first + index) % users));
    }

    /** Prepares so many requests about given clients. */
    RequestBatch prepare(int count, IntUnaryOperator clients) {
        checkRoom(count);
        long first = next;
        next += count;
        try (ProgressBar bar = reporting.progress("prepare", count)) {
            PreparedRequests requests = PreparedRequests.prepare(writer, first, count, clients, bar);
            RequestBatch batch = new RequestBatch(first, requests, clients);
            answers.expect(batch);
            batches.add(batch);
            return batch;
        }
    }

    /** How many requests can be held ready, with their answers. */
    int room() {
        long frame = writer.frame(0, 0).length;
        double free = Runtime.getRuntime().maxMemory() * HEAP_SHARE;
        return (int) Math.min(Integer.MAX_VALUE, free / (frame + ANSWER_BYTES + RequestBatch.bookkeepingBytes()));
    }

    private void checkRoom(int count) {
        int room = room();
        if (count > room) {
            throw new LoadException(count + " requests do not fit into the heap, which has room for " + room
                    + " and their answers: shorten the time, lower the rate, or give a larger heap"
                    + " (GATEHOUSE_LOAD_OPTS=-Xmx8g)");
        }
    }

    /**
     * Waits until every request sent is answered, or until no answer can be in time any more and none has come for a
     * second, or until the settings' bound.
     */
    void settle(RequestBatch batch) {
        long begin = System.nanoTime();
        long hope = begin + settings.budget().toNanos();
        long bound = hope + settings.settle().toNanos();
        for (long now = begin; batch.answered() < batch.sent() && now < bound; now = System.nanoTime()) {
            boolean hopeless = now > hope && now - batch.lastAnswerAt() > QUIET.toNanos();
            if (hopeless || batch.unanswerable() == batch.sent()) {
                break;
            }
            LockSupport.parkNanos(LOOK_NANOS);
            check();
        }
        // When there was a subscriber before, that there is none any more is a result: nats-server drops slow
        // consumers.
        boolean neverAnswered = batches.stream().allMatch(earlier -> earlier.answered() == 0);
        if (batch.sent() > 0 && batch.unanswerable() == batch.sent() && neverAnswered) {
            throw new LoadException("nobody listens on " + settings.subject()
                    + ": start the service, and see that this user's account reaches it");
        }
    }

    /** Verifies the answers of a batch that are not verified yet. */
    void verify(RequestBatch batch) {
        try (ProgressBar bar = reporting.progress("verify", batch.answered())) {
            verification.run(batch, bar);
        }
    }

    /** Verifies the answers that came after their batch was verified. */
    void verifyStragglers() {
        batches.forEach(batch -> verification.run(
                batch, new ProgressBar(System.err, ProgressBar.BarStyle.NONE, "verify", batch.size())));
    }

    private void check() {
        try {
            connection.check();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** What ended the connection, in words. */
    static LoadException failed(IOException e) {
        return new LoadException(String.valueOf(e.getMessage()), e);
    }
}
