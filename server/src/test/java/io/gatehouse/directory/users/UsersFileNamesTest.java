package io.gatehouse.directory.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.directory.heap.HeapRoom;
import io.gatehouse.policy.text.NameForm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The users of a file whose names are in lower case for everybody, however they are written. */
class UsersFileNamesTest {
    private static UsersFile parse(String json) {
        return parse(json, UsersFile.none(NameForm.LOWER));
    }

    private static UsersFile parse(String json, UsersFile before) {
        return UsersFile.parse("users.json", json.getBytes(StandardCharsets.UTF_8), before);
    }

    private static List<String> mistakes(String json) {
        return catchThrowableOfType(UsersFileException.class, () -> parse(json)).mistakes();
    }

    @Test
    void areFoundByTheirForm() {
        UsersFile file = parse("""
                {"Alice": {"account": "A"}, "bob": {"account": "B"}, "E\\u0301mile": {"account": "E"}}
                """);

        assertThat(Objects.requireNonNull(file.find("alice")).entitlement().account())
                .isEqualTo("A");
        assertThat(Objects.requireNonNull(file.find("bob")).entitlement().account())
                .isEqualTo("B");
        assertThat(Objects.requireNonNull(file.find("\u00e9mile")).entitlement().account())
                .isEqualTo("E");
        assertThat(file.size()).isEqualTo(3);
    }

    @Test
    void thatAreOneNameAreAMistakeThatNamesBothLines() {
        assertThat(mistakes("""
                {
                  "Alice": {"account": "A"},
                  "bob": {"account": "A"},
                  "aLICE": {"account": "A"},
                  "bob": {"account": "A"}
                }
                """))
                .containsExactly(
                        "users.json:4:3: user \"aLICE\": is the same user as the one in line 2, since names.case is lower and"
                                + " both are \"alice\": remove one of them",
                        "users.json:5:3: user \"bob\": is the same user as the one in line 3, since names.case is lower and"
                                + " both are \"bob\": remove one of them");
    }

    @Test
    void areTwoUsersWhereTheyAreTakenAsWritten() {
        String json = "{\"Alice\": {\"account\": \"A\"}, \"alice\": {\"account\": \"B\"}}";

        assertThat(parse(json, UsersFile.NONE).size()).isEqualTo(2);
        assertThat(mistakes(json)).hasSize(1);
    }

    @Test
    void stayAsTheyAreInAFileThatIsReadAgain() {
        UsersFile before = parse("{\"Alice\": {\"account\": \"A\"}}");
        UsersFile after = parse("{\"Alice\": {\"account\": \"A\"}, \"bob\": {\"account\": \"B\"}}", before);

        assertThat(after.find("alice")).isSameAs(before.find("alice"));
        assertThat(catchThrowableOfType(
                        UsersFileException.class,
                        () -> parse("{\"A\": {\"account\": \"A\"}, \"a\": {\"account\": \"A\"}}", after)))
                .isNotNull();
    }

    /** What is said of names that are compared as they are written would be wrong here. */
    @Test
    void areWarnedOfOnlyWhereTheirSpellingMatters() {
        String json = "{\"Jose\\u0301\": {\"pass\": \"x\", \"account\": \"A\"}}";

        assertThat(parse(json, UsersFile.NONE).warnings()).anyMatch(text -> text.contains("composed Unicode form"));
        assertThat(parse(json).warnings()).noneMatch(text -> text.contains("Unicode"));
    }

    /** The lines of names are kept for as long as a file is read, and no longer. */
    @Test
    void takeNoMoreRoomWhenTheFileIsRead() {
        HeapRoom room = new HeapRoom(new PlentyOfHeap(), 1);
        NameLines lines = new NameLines(NameForm.LOWER, room);
        lines.add("alice", 1);
        lines.add("alice", 2);
        lines.add("bob", 3);

        assertThat(room.taken()).isEqualTo(2 * HeapWeight.ENTRY);
        assertThat(lines.another("alice")).contains("line 1");
        lines.end();
        assertThat(room.taken()).isZero();
    }

    private record PlentyOfHeap() implements HeapRoom.Heap {
        @Override
        public long max() {
            return 1L << 40;
        }

        @Override
        public long used() {
            return 0;
        }

        @Override
        public void collect() {}
    }
}
