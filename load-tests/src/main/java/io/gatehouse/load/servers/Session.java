package io.gatehouse.load.servers;

import io.gatehouse.load.answer.Judge;
import io.gatehouse.load.nats.NatsConnection;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.ReportingOptions;
import io.gatehouse.load.report.ProgressBar;
import io.gatehouse.load.request.RequestWriter;
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

/** A connection through which volleys are fired: prepares them, waits for their answers, judges them. */
final class Session {
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
    private final AnswerBox answers;
    private final FrameWriter writer;
    private final Verification verification;
    private final List<Volley> volleys = new ArrayList<>();
    private long next;

    private Session(LoadSettings settings, NatsConnection connection, ReportingOptions reporting) {
        this.settings = settings;
        this.connection = connection;
        this.reporting = reporting;
        byte[] token = new byte[11];
        new SecureRandom().nextBytes(token);
        String inbox = settings.inbox() + "." + HexFormat.of().formatHex(token);
        this.answers = new AnswerBox(inbox);
        this.writer = new FrameWriter(
                new RequestWriter(
                        settings.scene(),
                        Clock.systemUTC(),
                        settings.authTimeout().plus(KEPT_READY)),
                settings.scene(),
                settings.subject(),
                inbox);
        this.verification = new Verification(new Judge(settings.scene(), settings.expected()));
        connection.receive(answers);
        try {
            connection.subscribe(inbox + ".*", TIMEOUT);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A session on a connection that nobody else uses. */
    static Session open(LoadSettings settings, NatsConnection connection, ReportingOptions reporting) {
        return new Session(settings, connection, reporting);
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

    /** The sum of a count of all volleys. */
    long sum(ToLongFunction<Volley> count) {
        return volleys.stream().mapToLong(count).sum();
    }

    /** Answers to no request of ours. */
    long strays() {
        return answers.strays();
    }

    /** Prepares so many requests, about one client after the other, from the first who has not been asked about yet. */
    Volley prepare(int count) {
        long first = sum(Volley::sent);
        int crowd = settings.scene().crowd().size();
        return prepare(count, index -> (int) ((first + index) % crowd));
    }

    /** Prepares so many requests about given clients. */
    Volley prepare(int count, IntUnaryOperator clients) {
        checkRoom(count);
        long first = next;
        next += count;
        try (ProgressBar bar = reporting.progress("prepare", count)) {
            Magazine magazine = Magazine.prepare(writer, first, count, clients, bar);
            Volley volley = new Volley(first, magazine, clients);
            answers.expect(volley);
            volleys.add(volley);
            return volley;
        }
    }

    /** How many requests can be held ready, with their answers. */
    int room() {
        long frame = writer.frame(0, 0).length;
        double free = Runtime.getRuntime().maxMemory() * HEAP_SHARE;
        return (int) Math.min(Integer.MAX_VALUE, free / (frame + ANSWER_BYTES + Volley.bookkeepingBytes()));
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
    void settle(Volley volley) {
        long begin = System.nanoTime();
        long hope = begin + settings.budget().toNanos();
        long bound = hope + settings.settle().toNanos();
        for (long now = begin; volley.answered() < volley.sent() && now < bound; now = System.nanoTime()) {
            boolean hopeless = now > hope && now - volley.lastAnswerAt() > QUIET.toNanos();
            if (hopeless || volley.unanswerable() == volley.sent()) {
                break;
            }
            LockSupport.parkNanos(LOOK_NANOS);
            check();
        }
        // Where somebody listened before, that nobody does any more is a result: nats-server drops who cannot keep up.
        boolean neverAnswered = volleys.stream().allMatch(earlier -> earlier.answered() == 0);
        if (volley.sent() > 0 && volley.unanswerable() == volley.sent() && neverAnswered) {
            throw new LoadException("nobody listens on " + settings.subject()
                    + ": start the service, and see that this user's account reaches it");
        }
    }

    /** Judges what was not judged. */
    void verify(Volley volley) {
        try (ProgressBar bar = reporting.progress("verify", volley.answered())) {
            verification.run(volley, bar);
        }
    }

    /** Judges the answers that came after their volley was judged. */
    void verifyStragglers() {
        volleys.forEach(volley ->
                verification.run(volley, new ProgressBar(System.err, ProgressBar.Style.NONE, "verify", volley.size())));
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
