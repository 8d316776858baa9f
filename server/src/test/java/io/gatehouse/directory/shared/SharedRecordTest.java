package io.gatehouse.directory.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.shared.SharedRecord.Kind;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Records come out as they went in, and their lengths tell next to nothing. */
class SharedRecordTest {
    private static byte[] bytes(Kind kind, int content) {
        byte[] what = new byte[content];
        Arrays.fill(what, (byte) 7);
        return Objects.requireNonNull(new SharedRecord(kind, 1, 2, what).bytes());
    }

    @Test
    void comesOutAsItWentIn() {
        SharedRecord read = Objects.requireNonNull(SharedRecord.parse(bytes(Kind.VERIFIED, 300)));

        assertThat(read.kind()).isEqualTo(Kind.VERIFIED);
        assertThat(read.at()).isEqualTo(1);
        assertThat(read.until()).isEqualTo(2);
        assertThat(read.content()).hasSize(300).containsOnly(7);
        assertThat(read).hasToString("SharedRecord[VERIFIED]");
    }

    @Test
    void allThatIsUsualHasOneLength() {
        assertThat(bytes(Kind.VERIFIED, 1)).hasSize(1024);
        assertThat(bytes(Kind.VERIFIED, 1000)).hasSize(1024);
        assertThat(bytes(Kind.REFUSED, 0)).hasSize(1024);
        assertThat(bytes(Kind.CHANGED, 0)).hasSize(1024);
        assertThat(bytes(Kind.VERIFIED, 1024)).hasSize(2048);
        assertThat(bytes(Kind.VERIFIED, 60_000)).hasSize(65_536);
        assertThat(new SharedRecord(Kind.VERIFIED, 1, 2, new byte[65_536]).bytes())
                .isNull();
    }

    @Test
    void whatIsNoneIsNotRead() {
        byte[] record = bytes(Kind.VERIFIED, 1);
        assertThat(SharedRecord.parse(new byte[0])).isNull();
        assertThat(SharedRecord.parse(Arrays.copyOf(record, 20))).isNull();
        record[0] = 9;
        assertThat(SharedRecord.parse(record)).isNull();
        record[0] = 1;
        record[17] = 127;
        assertThat(SharedRecord.parse(record)).isNull();
    }
}
