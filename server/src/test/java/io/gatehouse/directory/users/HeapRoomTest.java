package io.gatehouse.directory.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.directory.heap.HeapFullException;
import io.gatehouse.directory.heap.HeapRoom;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.passwords.PasswordHashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that the heap cannot carry is refused before it is held, in numbers and with a remedy. */
class HeapRoomTest {
    private static final long MIB = 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void leavesAPartOfTheHeapToOthers() {
        HeapRoom room = new HeapRoom(new Heap(60, 20), 1);

        assertThatCode(() -> room.take(30 * MIB)).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(HeapFullException.class, () -> room.take(MIB)))
                .isNotNull();
    }

    @Test
    void collectsTheGarbageBeforeItRefuses() {
        Heap heap = new Heap(60, 50);
        heap.afterCollection.add(10L);
        HeapRoom room = new HeapRoom(heap, 1);

        assertThatCode(() -> room.take(30 * MIB)).doesNotThrowAnyException();
        assertThat(heap.collections).isOne();
    }

    /** Each of a thousand changes of users in a bucket that is too large would stop the process for that. */
    @Test
    void doesNotCollectAgainAtOnceWhereThatMadeNoRoom() {
        Heap heap = new Heap(60, 60);
        HeapRoom room = new HeapRoom(heap, 1);
        for (int i = 0; i < 10; i++) {
            assertThat(catchThrowableOfType(HeapFullException.class, () -> room.take(MIB)))
                    .isNotNull();
            room.giveBack(MIB);
        }
        assertThat(heap.collections).isOne();
        heap.time += Duration.ofMinutes(1).toNanos();
        heap.afterCollection.add(10L);
        assertThatCode(() -> room.take(MIB)).doesNotThrowAnyException();
        assertThat(heap.collections).isEqualTo(2);
    }

    @Test
    void leavesRoomForTheHashesThatAreComputed() {
        PasswordHash hash = PasswordHash.parse(PasswordHashing.argon2id("x", 8 * 1024, 1, 1));
        HeapRoom room = new HeapRoom(new Heap(60, 20), 2);
        room.leaveFor(hash);
        room.leaveFor(hash);

        assertThatCode(() -> room.take(14 * MIB)).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(HeapFullException.class, () -> room.take(MIB)))
                .isNotNull();
    }

    @Test
    void aFileThatIsTooLargeIsAMistakeWithNumbers() throws IOException {
        Path file = users(20_000, "b");

        UsersFileException refused = catchThrowableOfType(
                UsersFileException.class, () -> UsersFile.read(file, UsersFile.NONE, new HeapRoom(new Heap(6, 3), 1)));

        assertThat(refused.mistakes())
                .singleElement()
                .asString()
                .matches(".*users.json: is too large for the heap: about (19|20)\\d{3} users would take \\d MiB, and of"
                        + " 6 MiB only 2 are free beside what is in use: start with GATEHOUSE_OPTS=-Xmx128m or more");
    }

    @Test
    void usersThatHaveNotChangedTakeNextToNothing() throws IOException {
        UsersFile before = UsersFile.read(users(20_000, "b"));

        UsersFile same = UsersFile.read(users(20_000, "b"), before, new HeapRoom(new Heap(6, 3), 1));

        assertThat(same.size()).isEqualTo(20_000);
    }

    @Test
    void oneUserWithAMillionSubjectsIsBoundedToo() throws IOException {
        Path file = folder.resolve("users.json");
        Files.writeString(
                file,
                "{\"a\": {\"account\": \"A\", \"permissions\": {\"pub\": {\"allow\": [\"x\""
                        + ", \"x\"".repeat(1_000_000) + "]}}}}");

        assertThat(catchThrowableOfType(
                                UsersFileException.class,
                                () -> UsersFile.read(file, UsersFile.NONE, new HeapRoom(new Heap(60, 30), 1)))
                        .mistakes())
                .singleElement()
                .asString()
                .contains("too large for the heap");
    }

    @Test
    void oneUserWithAMillionGroupsOrValuesIsBoundedToo() throws IOException {
        for (String field : List.of("\"groups\": [", "\"attributes\": {\"a\": [")) {
            Path file = folder.resolve("users.json");
            Files.writeString(file, "{\"a\": {\"account\": \"A\", " + field + "\"x\"" + ", \"x\"".repeat(1_000_000));

            assertThat(catchThrowableOfType(
                                    UsersFileException.class,
                                    () -> UsersFile.read(file, UsersFile.NONE, new HeapRoom(new Heap(60, 30), 1)))
                            .mistakes())
                    .singleElement()
                    .asString()
                    .contains("too large for the heap");
        }
    }

    private Path users(int number, String password) throws IOException {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < number; i++) {
            json.append(i == 0 ? "" : ",\n")
                    .append("\"user-")
                    .append(i)
                    .append("\": {\"pass\": \"")
                    .append(password)
                    .append("\", \"account\": \"APP1\"}");
        }
        return Files.writeString(folder.resolve("users.json"), json.append('}'));
    }

    /** A heap of so many MiB, whose use changes only with collections. */
    private static final class Heap implements HeapRoom.Heap {
        private final long max;
        private final List<Long> afterCollection = new ArrayList<>();
        private long used;
        private int collections;
        private long time;

        Heap(long max, long used) {
            this.max = max;
            this.used = used;
        }

        @Override
        public long max() {
            return max * MIB;
        }

        /** With what has been taken meanwhile, the use would have grown by just that. */
        @Override
        public long used() {
            return used * MIB;
        }

        @Override
        public long nanoTime() {
            return time;
        }

        @Override
        public void collect() {
            collections++;
            time += Duration.ofMillis(100).toNanos();
            used = afterCollection.isEmpty() ? max : afterCollection.remove(0);
        }
    }
}
