package io.gatehouse.audit;

import io.gatehouse.audit.sink.AuditSink;
import io.gatehouse.audit.sink.FileSink;
import io.gatehouse.audit.sink.FileSinkSettings;
import io.gatehouse.audit.sink.StdoutSink;
import io.gatehouse.audit.sink.StreamSink;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.DecisionListener;
import io.gatehouse.policy.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of a service. Whoever tells it something is never kept waiting: what happened goes into a bounded queue, and one thread
 * makes records of it and stores them.
 */
public final class AuditTrail implements DecisionListener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration LAST_RECORDS = Duration.ofSeconds(5);

    private final AuditCounts counts;
    private final AuditQueue queue;
    private final Loss loss;
    private final UnreadCounts unread = new UnreadCounts();
    private final AuditWriter writer;
    private final AuditThread thread;
    private final boolean required;
    private volatile AuditSettings settings;
    private volatile String configuration;

    /**
     * @param instance the name of this one
     * @param configuration the revision of the configuration in force
     */
    public AuditTrail(AuditSettings settings, String instance, String configuration, AuditCounts counts) {
        this(settings, instance, configuration, counts, AuditTrail::sink);
    }

    /**
     * The same with another place for records than the one that the settings name.
     *
     * @param sinks opens it
     */
    public AuditTrail(
            AuditSettings settings,
            String instance,
            String configuration,
            AuditCounts counts,
            Function<AuditSettings, AuditSink> sinks) {
        this(settings, instance, configuration, counts, sinks, CALM);
    }

    /** @param calm after so long without a loss it is over */
    AuditTrail(
            AuditSettings settings,
            String instance,
            String configuration,
            AuditCounts counts,
            Function<AuditSettings, AuditSink> sinks,
            Duration calm) {
        this.settings = settings;
        this.configuration = configuration;
        this.counts = counts;
        this.required = settings.required();
        this.queue = new AuditQueue(settings.queueBytes());
        this.loss = new Loss(counts, calm);
        this.writer = new AuditWriter(queue, counts, loss, unread, instance, sinks, this::settings);
        this.thread = new AuditThread(writer, queue, required);
        counts.queue(queue::bytes);
    }

    private static AuditSink sink(AuditSettings settings) {
        FileSinkSettings file = settings.file();
        return switch (settings.to()) {
            case STREAM -> new StreamSink(settings.stream());
            case STDOUT -> new StdoutSink();
            case FILE, NONE -> {
                if (file == null) {
                    throw new IllegalArgumentException("there is no file to write records to");
                }
                yield new FileSink(file);
            }
        };
    }

    /** Begins to store records, the first of which tells of the start. */
    public void start(String version) {
        thread.start();
        event(RecordType.START, json -> json.text(AuditField.VERSION, version));
    }

    @Override
    public void onDecision(Decision decision, int requests) {
        Verdict verdict = decision.verdict();
        if (verdict instanceof Verdict.Dropped dropped) {
            if (decision.wasTaken()) {
                add(entry(decision, null));
            } else {
                unread.add(dropped.reason(), requests);
            }
        } else if (!required) {
            add(entry(decision, null));
        }
    }

    /**
     * Has an answer recorded before it is sent.
     *
     * @return ends once the record is stored, or with the reason why it is not
     */
    public CompletableFuture<Void> record(Decision decision) {
        String failure = writer.failure();
        if (failure != null) {
            return CompletableFuture.failedFuture(new NotStoredException(failure));
        }
        CompletableFuture<Void> stored = new CompletableFuture<>();
        long held = queue.offer(entry(decision, stored));
        if (held < 0) {
            return CompletableFuture.failedFuture(new NotStoredException("too many records wait to be stored"));
        }
        thread.wake(held);
        return stored;
    }

    /** An admin request was answered. */
    public void admin(String method, String path, @Nullable String from, int status) {
        event(
                RecordType.ADMIN,
                json -> json.text(AuditField.HOST, from, HashedField.HOST)
                        .text(AuditField.METHOD, method)
                        .text(AuditField.PATH, path)
                        .number(AuditField.STATUS, status));
    }

    /** A session was to be closed. */
    public void closed(ClosedSession session) {
        event(RecordType.CLOSED, session.length(), session::write);
    }

    /**
     * The configuration was read again.
     *
     * @param occasion who asked for it
     * @param changed the keys that have changed and are in force
     * @param problems how many were found, for which nothing of it is taken
     */
    public void reloaded(String occasion, List<String> changed, int problems) {
        writer.reopen();
        event(RecordType.RELOAD, json -> {
            json.text(AuditField.RESULT, problems > 0 ? "refused" : changed.isEmpty() ? "unchanged" : "taken")
                    .text(AuditField.OCCASION, occasion)
                    .texts(AuditField.CHANGED, changed);
            if (problems > 0) {
                json.number(AuditField.PROBLEMS, problems);
            }
        });
    }

    /** Records from now on by other settings, as far as they can be exchanged. */
    public void use(AuditSettings others, String revision) {
        settings = others;
        configuration = revision;
    }

    /** What is to be said of it, by what it is about; nothing while all is well. */
    public Map<String, String> notes() {
        String failure = writer.failure();
        String lost = loss.note();
        if (failure == null && lost == null) {
            return Map.of();
        }
        return Map.of("audit", failure == null ? String.valueOf(lost) : lost == null ? failure : failure + "; " + lost);
    }

    /** Why no login can be answered; null while some can. */
    public @Nullable String obstacle() {
        return required ? writer.failure() : null;
    }

    /** Has stored what waits, for a while, and ends. */
    @Override
    public void close() {
        event(RecordType.STOP, json -> {});
        if (!thread.end(LAST_RECORDS)) {
            log.warn("the audit log did not take its last records in time: {} bytes of them are lost", queue.bytes());
        }
    }

    private AuditSettings settings() {
        return settings;
    }

    private DecisionEntry entry(Decision decision, @Nullable CompletableFuture<Void> stored) {
        String known = decision.configuration();
        return new DecisionEntry(decision, known.isEmpty() ? configuration : known, stored);
    }

    private void event(RecordType type, Consumer<RecordJson> members) {
        event(type, 0, members);
    }

    /** @param length of texts that somebody else chooses */
    private void event(RecordType type, int length, Consumer<RecordJson> members) {
        String revision = configuration;
        add(EventEntry.of(type, length, json -> {
            members.accept(json);
            json.text(AuditField.CONFIGURATION, revision);
        }));
    }

    private void add(AuditEntry entry) {
        long held = queue.offer(entry);
        if (held < 0) {
            loss.lost(counts.isFailing() ? AuditDrop.SINK_FAILED : AuditDrop.QUEUE_FULL);
        } else {
            thread.wake(held);
        }
    }
}
