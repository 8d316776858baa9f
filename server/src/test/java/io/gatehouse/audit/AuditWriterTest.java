package io.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.sink.AuditChunk;
import io.gatehouse.audit.sink.AuditSink;
import io.gatehouse.audit.sink.WriteResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of an entry, and of who waits for it, when something throws that never should, or when it is refused. */
class AuditWriterTest {
    private static final int ROOM = 1 << 20;
    private static final Path FILE = Path.of("audit.jsonl");

    private final AuditCounts counts = new AuditCounts();
    private final AuditQueue queue = new AuditQueue(ROOM);
    private final List<byte[]> stored = new ArrayList<>();
    private Function<AuditChunk, WriteResult> writes = this::store;
    private AuditSettings settings = SampleAudit.file(FILE);
    private final List<String> done = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private boolean opens = true;
    private boolean closed;

    private final AuditWriter writer = new AuditWriter(
            queue, counts, new Loss(counts, Duration.ofHours(1)), new UnreadCounts(), "one", this::open, this::wanted);

    /** What a test wants a record to be made of. */
    private static final class Entry extends AuditEntry {
        private final Consumer<RecordJson> members;
        private final @Nullable CompletableFuture<Void> awaited;

        Entry(Consumer<RecordJson> members, @Nullable CompletableFuture<Void> awaited) {
            this.members = members;
            this.awaited = awaited;
        }

        @Override
        int weight() {
            return BASE_BYTES;
        }

        @Override
        void write(RecordJson json) {
            members.accept(json);
        }

        @Override
        RecordType type() {
            return RecordType.DECISION;
        }

        @Override
        long millis() {
            return 0;
        }

        @Override
        @Nullable CompletableFuture<Void> stored() {
            return awaited;
        }
    }

    private AuditSettings wanted() {
        Runnable now = meanwhile;
        meanwhile = () -> {};
        now.run();
        return settings;
    }

    private AuditSink open(AuditSettings to) {
        if (!opens) {
            throw new IllegalStateException("a sink that cannot be opened");
        }
        return new AuditSink() {
            @Override
            public WriteResult write(AuditChunk chunk) {
                done.add("written");
                return writes.apply(chunk);
            }

            @Override
            public void reopen() {
                done.add("reopened");
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    private WriteResult store(AuditChunk chunk) {
        IntStream.range(0, chunk.size()).forEach(i -> stored.add(chunk.line(i)));
        return WriteResult.all(chunk);
    }

    private void offer(String user, @Nullable CompletableFuture<Void> awaited) {
        assertThat(queue.offer(new Entry(json -> json.text(AuditField.USER, user), awaited)))
                .isPositive();
    }

    private void offerMistake(@Nullable CompletableFuture<Void> awaited) {
        Consumer<RecordJson> mistake = json -> {
            json.text(AuditField.USER, "half of a record");
            throw new IllegalStateException("a mistake");
        };
        assertThat(queue.offer(new Entry(mistake, awaited))).isPositive();
    }

    private List<Map<String, Object>> records(String type) {
        return AuditLines.ofType(stored.stream().map(AuditLines::members).toList(), type);
    }

    private void assertUsers(String... users) {
        assertThat(records("decision")).extracting(record -> record.get("user")).containsExactly((Object[]) users);
    }

    /** As the record of a reload does while others are stored. */
    @Test
    void aFileThatWasMovedGetsNoRecordThatComesAfterItWasAskedToLook() {
        meanwhile = () -> {
            writer.reopen();
            offer("alice", null);
        };

        boolean first = writer.work();
        boolean next = writer.work();

        assertThat(first || next).isTrue();
        assertThat(done).containsExactly("reopened", "written");
        assertUsers("alice");
    }

    @Test
    void whatNoRecordCanBeMadeOfIsCountedAndTheOthersAreStored() {
        offer("alice", null);
        offerMistake(null);
        offerMistake(null);
        offer("bob", null);

        assertThat(writer.work()).isTrue();

        assertUsers("alice", "bob");
        assertThat(records("decision")).extracting(record -> record.get("seq")).containsExactly(1, 2);
        assertThat(counts.dropped(AuditDrop.INTERNAL_ERROR)).isEqualTo(2);
        assertThat(queue.bytes()).isZero();
        assertThat(writer.failure()).isNull();
        writer.finish();
        assertThat(records("gap"))
                .singleElement()
                .satisfies(gap -> assertThat(gap)
                        .containsEntry("reason", "internal_error")
                        .containsEntry("records", 2));
    }

    @Test
    void anAnswerThatNoRecordCanBeMadeOfIsNotSentAndItsDropIsRecordedInItsPlace() {
        CompletableFuture<Void> awaited = new CompletableFuture<>();
        offerMistake(awaited);

        assertThat(writer.work()).isTrue();

        assertThat(awaited)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(Exception.class)
                .withMessageContaining("its record cannot be made");
        assertThat(counts.dropped()).isZero();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void anAnswerWhoseRecordIsTooLargeIsNotSentAndItsDropIsRecordedInItsPlace() {
        CompletableFuture<Void> awaited = new CompletableFuture<>();
        offer("large", awaited);
        offer("large, and nobody waits", null);
        writes = chunk -> new WriteResult(new BitSet(), WriteResult.all(chunk).stored(), null);

        assertThat(writer.work()).isTrue();

        assertThat(awaited)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(Exception.class)
                .withMessageContaining("larger than the stream takes");
        assertThat(counts.dropped(AuditDrop.TOO_LARGE)).isEqualTo(1);
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void aSinkThatThrowsIsOneThatFails() {
        CompletableFuture<Void> awaited = new CompletableFuture<>();
        offer("alice", awaited);
        offer("bob", null);
        writes = chunk -> {
            throw new IllegalStateException("a mistake");
        };

        assertThat(writer.work()).isTrue();

        assertThat(awaited).isCompletedExceptionally();
        assertThat(counts.isFailing()).isTrue();
        assertThat(writer.failure()).startsWith("a mistake in Gatehouse");
        writes = this::store;
        assertThat(writer.work()).isTrue();
        assertUsers("bob");
        assertThat(counts.isFailing()).isFalse();
        assertThat(counts.dropped()).isZero();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void theOldSinkStaysInUseWhenAnotherCannotBeOpened() {
        settings = SampleAudit.file(FILE.resolveSibling("other.jsonl"));
        opens = false;
        offer("alice", null);

        assertThatThrownBy(writer::work).hasMessage("a sink that cannot be opened");
        assertThat(closed).isFalse();
        assertThat(writer.work()).isTrue();
        assertUsers("alice");
    }

    @Test
    void aFileThatRecordsDoNotGoToOpensNoOtherSink() {
        AuditSettings other = SampleAudit.file(FILE.resolveSibling("other.jsonl"));
        settings = new AuditSettings(
                AuditTarget.STREAM,
                other.required(),
                other.queueBytes(),
                other.key(),
                other.hashed(),
                other.claims(),
                other.file(),
                other.stream());
        opens = false;
        offer("alice", null);

        assertThat(writer.work()).isTrue();
        assertThat(closed).isFalse();
        assertUsers("alice");
    }
}
