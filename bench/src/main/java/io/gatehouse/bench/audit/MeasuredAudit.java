package io.gatehouse.bench.audit;

import io.gatehouse.audit.AuditCounts;
import io.gatehouse.audit.AuditSettings;
import io.gatehouse.audit.AuditTarget;
import io.gatehouse.audit.AuditTrail;
import io.gatehouse.audit.sink.AuditSink;
import io.gatehouse.audit.sink.FileSink;
import io.gatehouse.audit.sink.FileSinkSettings;
import io.gatehouse.audit.sink.StdoutSink;
import io.gatehouse.audit.sink.StreamSink;
import io.gatehouse.audit.sink.StreamSinkSettings;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.pipeline.DecisionListener;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An audit log with its defaults, and what its threads have taken. For one thread, but for what it hears. */
public final class MeasuredAudit implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final long QUEUE_BYTES = 16L << 20;
    private static final NatsSettings NO_SERVER =
            NatsSettings.of(ServerUrl.of("nats://127.0.0.1:4222"), new Login.None());

    private final AuditCounts counts = new AuditCounts();
    private final AuditThreads threads = new AuditThreads();
    private final AuditTrail trail;
    private final AutoCloseable place;

    /**
     * What was taken for records.
     *
     * @param nanos CPU time
     * @param bytes allocated
     */
    public record Spent(long nanos, long bytes) {}

    /** @param place what records go to, which is closed after it */
    MeasuredAudit(AuditSettings settings, Function<AuditSettings, AuditSink> sinks, AutoCloseable place) {
        this.place = place;
        this.trail = threads.make(() -> new AuditTrail(settings, "bench", "0", counts, sinks));
        trail.start("bench");
    }

    /**
     * One that has stored its first record.
     *
     * @param batches whether a stream takes batches
     * @param folder its own
     */
    public static MeasuredAudit open(AuditTarget to, boolean batches, Path folder)
            throws IOException, InterruptedException, JetStreamApiException {
        Path file = folder.resolve("audit.jsonl");
        MeasuredAudit audit = switch (to) {
            case STREAM -> toStream(AuditStreamServer.start(batches));
            case STDOUT -> toStdout(file);
            case FILE, NONE -> toFile(file);
        };
        // So that connecting is no part of what is measured.
        audit.awaitStored(1);
        Spent unused = audit.spent();
        return audit;
    }

    private static MeasuredAudit toFile(Path file) {
        FileSinkSettings settings = new FileSinkSettings(file, 100L << 20, Duration.ofHours(24), 1);
        return new MeasuredAudit(settings(AuditTarget.FILE, QUEUE_BYTES), unused -> new FileSink(settings), () -> {});
    }

    /** The standard output is the benchmark's own: a file stands for it, as where it is redirected to one. */
    private static MeasuredAudit toStdout(Path file) throws IOException {
        FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new MeasuredAudit(settings(AuditTarget.STDOUT, QUEUE_BYTES), unused -> new StdoutSink(out), out);
    }

    static MeasuredAudit toStream(AuditStreamServer server) {
        StreamSinkSettings settings =
                new StreamSinkSettings(AuditStreamServer.SUBJECT, Duration.ofSeconds(2), server.settings());
        return new MeasuredAudit(settings(AuditTarget.STREAM, QUEUE_BYTES), unused -> new StreamSink(settings), server);
    }

    static AuditSettings settings(AuditTarget to, long queueBytes) {
        return new AuditSettings(
                to,
                false,
                queueBytes,
                null,
                Set.of(),
                false,
                null,
                new StreamSinkSettings(AuditStreamServer.SUBJECT, Duration.ofSeconds(2), NO_SERVER));
    }

    /** Waits until so many records are stored since the begin. */
    void awaitStored(long records) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (counts.stored() < records) {
            check();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the audit log has stored " + counts.stored() + " records only");
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    AuditTrail trail() {
        return trail;
    }

    /** What is to hear of decisions. */
    public DecisionListener listener() {
        return trail;
    }

    /** What its threads have taken since this was asked last. */
    public Spent spent() {
        return threads.spent();
    }

    /**
     * Makes sure that all is done that is to be measured.
     *
     * @throws IllegalStateException when a record was lost, or cannot be stored now
     */
    public void check() {
        long lost = counts.dropped();
        if (lost > 0 || counts.isFailing()) {
            throw new IllegalStateException(
                    "the cost of an audit log is not measured while records are lost: " + lost + " lost, "
                            + counts.stored() + " stored, " + counts.queueBytes() + " bytes wait; " + trail.notes());
        }
    }

    /**
     * Has stored what waits, and ends.
     *
     * @throws IllegalStateException when a record was lost
     */
    @Override
    public void close() {
        trail.close();
        try {
            check();
            if (counts.queueBytes() > 0) {
                throw new IllegalStateException("not all audit records were stored in time");
            }
        } finally {
            closePlace();
        }
    }

    private void closePlace() {
        try {
            place.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
