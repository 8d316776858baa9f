package io.gatehouse.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Records on a standard output that is full, or takes a part of them. */
class StdoutSinkTest {
    /** Takes so many bytes, a few at a time, and then none. */
    private static final class Disk implements WritableByteChannel {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int room;
        private boolean waits = true;

        Disk(int room) {
            this.room = room;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int some = Math.min(Math.min(4, room), from.remaining());
            if (some == 0 && waits) {
                throw new IOException("No space left on device");
            }
            for (int i = 0; i < some; i++) {
                taken.write(from.get());
            }
            room -= some;
            return some;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}

        String text() {
            return taken.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatWasWrittenAsAWholeIsStoredAndNotWrittenAgain() {
        Disk disk = new Disk("first\nsec".length());
        try (StdoutSink sink = new StdoutSink(disk)) {
            WriteResult result = sink.write(Chunks.of("first", "second", "third"));

            assertThat(result.stored().stream()).containsExactly(0);
            assertThat(result.failure()).isEqualTo("the standard output cannot be written: No space left on device");
            assertThat(sink.write(Chunks.of("second", "third")).stored().isEmpty())
                    .isTrue();
            disk.room = 100;
            assertThat(sink.write(Chunks.of("second", "third"))).isEqualTo(WriteResult.first(2, null));
            assertThat(disk.text()).isEqualTo("first\nsec\nsecond\nthird\n");
        }
    }

    @Test
    void noLineIsEmptyWhereAWriteEndedWithOne() {
        Disk disk = new Disk("first\n".length());
        try (StdoutSink sink = new StdoutSink(disk)) {
            assertThat(sink.write(Chunks.of("first", "second")).stored().stream())
                    .containsExactly(0);
            disk.room = 100;
            assertThat(sink.write(Chunks.of("second")).failure()).isNull();
            assertThat(disk.text()).isEqualTo("first\nsecond\n");
        }
    }

    @Test
    void anOutputThatDoesNotWaitIsNotAskedAgainAndAgain() {
        Disk disk = new Disk(3);
        disk.waits = false;
        try (StdoutSink sink = new StdoutSink(disk)) {
            assertThat(sink.write(Chunks.of("first")).failure()).endsWith("it takes nothing now");
        }
    }

    @Test
    void aDeviceThatIsFullIsAFailure() throws IOException {
        try (FileOutputStream full = new FileOutputStream("/dev/full");
                StdoutSink sink = new StdoutSink(full.getChannel())) {
            assertThat(sink.write(Chunks.of("first")).failure())
                    .isEqualTo("the standard output cannot be written: No space left on device");
        }
    }
}
