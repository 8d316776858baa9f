package io.gatehouse.directory.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.heap.HeapFullException;
import io.gatehouse.directory.heap.HeapRoom;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserRecordsTest {
    private static final long MIB = 1024 * 1024;

    private final UserRecords records = UserRecords.ofProcess(RecordKind.USERS, 1);

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsARecordAsTheFileDoes() {
        String record =
                "{\"pass\": \"p\", \"account\": \"APP\", \"groups\": [\"a\"], \"attributes\": {\"x\": \"1\"}, \"src\": \"10.0.0.0/8\"}";
        FileUser user = records.read("here", "anna", json(record), null, 7);
        FileUser ofFile = Objects.requireNonNull(UsersFile.parse("users.json", json("{\"anna\": " + record + "}"))
                .find("anna"));
        assertThat(user.entitlement()).isEqualTo(ofFile.entitlement());
        assertThat(user.profile()).isEqualTo(ofFile.profile());
        assertThat(user.password()).isEqualTo(ofFile.password());
        assertThat(user.version()).isEqualTo(7);
    }

    /** Short, cut off in the middle of a character, or of no characters at all. */
    @ParameterizedTest
    @ValueSource(strings = {"", "7b", "c3", "e282", "f09f98", "7b22c3", "fffe", "efbbbf", "7b2261223a22ff227d", "00"})
    void refusesWhatIsNoText(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> records.read("here", "anna", bytes, null, 1)).isInstanceOf(UsersFileException.class);
    }

    @Test
    void readsCharactersOfEveryLength() {
        FileUser user = records.read("here", "zoë", json("{\"account\": \"ä€😀\"}"), null, 1);
        assertThat(user.entitlement().account()).isEqualTo("ä€😀");
        assertThat(user.entitlement().name()).isEqualTo("zoë");
    }

    @Test
    void whoHasNotChangedStaysTheSame() {
        FileUser before = records.read("here", "anna", json("{\"account\": \"APP\"}"), null, 1);
        assertThat(records.read("here", "anna", json("{ \"account\": \"APP\" }"), before, 2))
                .isSameAs(before);
    }

    @Test
    void equalPartsAreShared() {
        FileUser one = records.read("here", "anna", json("{\"account\": \"APP\", \"tags\": [\"t\"]}"), null, 1);
        FileUser two = records.read("here", "bob", json("{\"account\": \"APP\", \"tags\": [\"t\"]}"), null, 1);
        assertThat(two.entitlement().tags()).isSameAs(one.entitlement().tags());
    }

    @Test
    void saysWhereAndWhatIsWrongWithoutThePassword() {
        assertThatThrownBy(() -> records.read(
                        "bucket USERS, key anna", "anna", json("{\"pass\": \"secret\",\n \"acount\": 1}"), null, 1))
                .isInstanceOf(UsersFileException.class)
                .hasMessageContaining("bucket USERS, key anna:2:2: user \"anna\": unknown field \"acount\"")
                .message()
                .doesNotContain("secret");
        assertThatThrownBy(() -> records.read("here", "anna", json("[]"), null, 1))
                .hasMessageContaining("object");
        assertThatThrownBy(() -> records.read("here", "anna", json("{\"account\": \"A\"} x"), null, 1))
                .isInstanceOf(UsersFileException.class);
        assertThatThrownBy(() -> records.read("here", "anna", new byte[UserRecords.MAX_BYTES + 1], null, 1))
                .hasMessageContaining("256 KiB");
    }

    @Test
    void whatTheHeapHasNoRoomForIsRefusedAndTheAdviceIsGiven() {
        UserRecords small = new UserRecords(RecordKind.USERS, new HeapRoom(new FullAfter(), 1));
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        small.read("here", "user-" + i, json("{\"account\": \"APP\"}"), null, 1);
                    }
                })
                .isInstanceOf(HeapFullException.class);
        assertThat(small.tooLarge(10 * MIB)).contains("is too large for the heap", "GATEHOUSE_OPTS=-Xmx");
    }

    /** A heap of 8 MiB that is full as soon as it is collected. */
    private static final class FullAfter implements HeapRoom.Heap {
        private boolean collected;

        @Override
        public long max() {
            return 8 * MIB;
        }

        @Override
        public long used() {
            return collected ? 8 * MIB : 0;
        }

        @Override
        public void collect() {
            collected = true;
        }
    }
}
