package io.gatehouse.directory.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.heap.HeapRoom;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of which most is as it was is read as any other would be. */
class KnownUsersTest {
    private static final int CHANGES = 200;
    private static final String NKEY = "UBZTA5N63CR3FSLMYCISACKZSGZ6BVITVH4EGGCFQ5SMWG7IY2IZ7JFY";

    @TempDir
    private Path folder;

    private static String record(int user, int password) {
        return "\"user-" + user + "\": {\"pass\": \"p" + password + "\", \"account\": \"A\", \"tags\": [\"t" + user % 7
                + "\"]}";
    }

    private Path write(List<String> records) throws IOException {
        return Files.writeString(folder.resolve("users.json"), "{\n" + String.join(",\n", records) + "\n}\n");
    }

    private static List<String> records(int count) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record(i, i));
        }
        return records;
    }

    /** What is read, or what is said of the file. */
    private static String told(Path file, UsersFile before) {
        try {
            return told(UsersFile.readAfter(file, before));
        } catch (UsersFileException e) {
            return e.mistakes().toString();
        }
    }

    private static String told(UsersFile users) {
        return users.checksum()
                + users.identities()
                        .map(user -> user.name() + user.entitlement())
                        .collect(Collectors.joining())
                + users.all().stream()
                        .map(user -> " " + Objects.hashCode(user.password()))
                        .collect(Collectors.joining())
                + users.warnings();
    }

    @Test
    void isReadAsAWholeWouldBe() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        List<String> records = records(100);
        UsersFile before = UsersFile.read(write(records));
        int quick = 0;
        for (int i = 0; i < CHANGES; i++) {
            List<String> changed = new ArrayList<>(records);
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                edit(changed, random);
            }
            Path file = write(changed);
            String whole = told(file, UsersFile.NONE);
            assertThat(told(file, before)).isEqualTo(whole);
            quick += known(file, before).isPresent() ? 1 : 0;
            if (!whole.startsWith("[")) {
                records = changed;
                before = UsersFile.readAfter(file, before);
            }
        }
        assertThat(quick).as("of " + CHANGES).isGreaterThan(CHANGES / 4);
    }

    private static void edit(List<String> records, SplittableRandom random) {
        int at = random.nextInt(records.size());
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> records.set(at, record(at, random.nextInt(1_000)));
            case 3, 4 -> records.add(at, record(1_000 + random.nextInt(1_000_000), 1));
            case 5, 6 -> records.remove(at);
            case 7 -> Collections.swap(records, at, random.nextInt(records.size()));
            case 8 -> records.set(at, records.get(at).replace(": ", " :\n "));
            case 9 -> records.add(records.get(at));
            case 10 -> records.set(at, records.get(at).replace("account", "acount"));
            default -> records.set(at, records.get(at) + (random.nextBoolean() ? "," : "}"));
        }
    }

    private static Optional<KnownUsers.Result> known(Path file, UsersFile before) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return KnownUsers.read("users.json", in, before, HeapRoom.ofProcess(1), before.version() + 1);
        }
    }

    @Test
    void whoIsWrittenInTheSameBytesIsTheSame() throws IOException {
        List<String> records = records(5_000);
        UsersFile before = UsersFile.read(write(records));
        records.subList(1_000, 1_500).clear();
        records.add(2_000, record(7_000, 1));
        records.set(3_000, record(3_499, 0));

        UsersFile after = UsersFile.readAfter(write(records), before);

        assertThat(known(folder.resolve("users.json"), before)).isPresent();
        assertThat(after.size()).isEqualTo(4_501);
        assertThat(after.find("user-999")).isSameAs(before.find("user-999"));
        assertThat(after.find("user-1000")).isNull();
        assertThat(after.find("user-7000")).isNotNull();
        assertThat(after.find("user-3499")).isNotSameAs(before.find("user-3499"));
        assertThat(after.find("user-4999")).isSameAs(before.find("user-4999"));
    }

    /** Between two files with the same names, the table of names is one. */
    @Test
    void whoChangesInPlaceLeavesTheOthersWhereTheyAre() throws IOException {
        List<String> records = records(5_000);
        UsersFile before = UsersFile.read(write(records));
        records.set(3_000, record(3_000, 0));

        UsersFile after = UsersFile.readAfter(write(records), before);

        assertThat(after.size()).isEqualTo(5_000);
        assertThat(after.find("user-3000"))
                .isNotSameAs(before.find("user-3000"))
                .isSameAs(after.userAt(3_000));
        assertThat(after.find("user-3001")).isSameAs(before.find("user-3001"));
        assertThat(after.prints().get(2_999)).isEqualTo(before.prints().get(2_999));
        assertThat(after.prints().get(3_000)).isNotEqualTo(before.prints().get(3_000));
    }

    @Test
    void manyChangesAreReadAsAWhole() throws IOException {
        UsersFile before = UsersFile.read(write(records(3_000)));
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            others.add(record(i, i + 1));
        }
        Path file = write(others);

        assertThat(known(file, before)).isEmpty();
        assertThat(told(file, before)).isEqualTo(told(file, UsersFile.NONE));
    }

    /** That a key is another user's too is seen in the whole file only. */
    @Test
    void whoBringsAKeyIsReadWithAllOthers() throws IOException {
        List<String> records = records(10);
        records.set(3, "\"user-3\": {\"nkey\": \"" + NKEY + "\", \"account\": \"A\"}");
        UsersFile before = UsersFile.read(write(records));
        records.set(7, "\"user-7\": {\"nkey\": \"" + NKEY + "\", \"account\": \"A\"}");

        assertThat(told(write(records), before)).contains("is also that of user \"user-3\"");
    }

    @Test
    void spellingsOfOneNameAreOneUserStill() throws IOException {
        UsersFile before =
                UsersFile.read(write(List.of("\"Anna\": {\"pass\": \"x\", \"account\": \"A\"}")), NameForm.LOWER);
        Path file = write(List.of(
                "\"Anna\": {\"pass\": \"x\", \"account\": \"A\"}", "\"aNNa\": {\"pass\": \"y\", \"account\": \"A\"}"));

        assertThat(told(file, before)).contains("is the same user as the one in line 2");
    }
}
