package io.gatehouse.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gatehouse.audit.AuditTarget;
import io.gatehouse.audit.sink.AuditChunk;
import io.gatehouse.audit.sink.AuditSink;
import io.gatehouse.audit.sink.StdoutSink;
import io.gatehouse.audit.sink.WriteResult;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No figure comes of an audit log that does less than it is to do. */
class MeasuredAuditTest {
    private static final long SMALL_QUEUE = 64 * 1024;
    /** More than that has room for. */
    private static final int MANY = 1000;

    @TempDir
    Path folder;

    @Test
    void whatItsThreadTakesIsTold() throws Exception {
        try (MeasuredAudit audit = MeasuredAudit.open(AuditTarget.STDOUT, true, folder)) {
            tellMuch(audit);
            audit.awaitStored(MANY);

            MeasuredAudit.Spent spent = audit.spent();
            assertThat(spent.nanos()).isPositive();
            assertThat(spent.bytes()).isGreaterThan(MANY);
            assertThatCode(audit::check).doesNotThrowAnyException();
        }
    }

    @Test
    void aLostRecordIsAFailure() {
        CountDownLatch held = new CountDownLatch(1);
        MeasuredAudit audit = with(new HeldSink(held));
        tellMuch(audit);

        assertThatIllegalStateException().isThrownBy(audit::check).withMessageContaining("records are lost");
        held.countDown();
        assertThatIllegalStateException().isThrownBy(audit::close).withMessageContaining("records are lost");
    }

    @Test
    void aPlaceThatTakesNothingIsAFailure() throws Exception {
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            MeasuredAudit audit = with(new StdoutSink(full));

            assertThatIllegalStateException()
                    .isThrownBy(() -> audit.awaitStored(1))
                    .withMessageContaining("cannot be written");
            assertThatIllegalStateException().isThrownBy(audit::close);
        }
    }

    private static MeasuredAudit with(AuditSink sink) {
        return new MeasuredAudit(MeasuredAudit.settings(AuditTarget.STDOUT, SMALL_QUEUE), unused -> sink, () -> {});
    }

    private static void tellMuch(MeasuredAudit audit) {
        for (int i = 0; i < MANY; i++) {
            audit.trail().admin("GET", "/metrics", null, 200);
        }
    }

    /** Takes records once it is let. */
    private record HeldSink(CountDownLatch let) implements AuditSink {
        @Override
        public WriteResult write(AuditChunk chunk) {
            try {
                let.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return WriteResult.all(chunk);
        }

        @Override
        public void close() {}
    }
}
