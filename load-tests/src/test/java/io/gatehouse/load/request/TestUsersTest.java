package io.gatehouse.load.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestUsersTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1000, 0, 0", "1000, 0.1, 100", "1000, 1, 1000", "10, 0.5, 5", "1000, 0.001, 1"})
    void aShareComesWithAWrongPassword(int size, double share, long wrong) {
        TestUsers users = TestUsers.patterned(size, "u%d", "p%d", share);

        assertThat(IntStream.range(0, size).filter(users::isWrong).count()).isEqualTo(wrong);
    }

    @Test
    void aWrongPasswordIsTheSameEachTime() {
        TestUsers users = TestUsers.patterned(2, "u%d", "p%d", 1);

        assertThat(users.presented(1)).isNotEqualTo("p1").isEqualTo(users.presented(1));
        assertThat(users.login(1).password()).isEqualTo("p1");
    }

    @Test
    void readsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "# who\nalice wonderland\n\n  bob  builder APP2 \n");
        TestUsers users = TestUsers.listed(file, 0);

        assertThat(users.size()).isEqualTo(2);
        assertThat(users.login(0)).isEqualTo(new TestUsers.TestLogin("alice", "wonderland", null));
        assertThat(users.login(1)).isEqualTo(new TestUsers.TestLogin("bob", "builder", "APP2"));
    }

    @Test
    void namesTheLineThatItCannotReadAndNoPassword() throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "alice wonderland\nbob a b hunter2\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestUsers.listed(file, 0))
                .withMessageContaining("line 2")
                .withMessageNotContainingAny("hunter2", "wonderland");
    }

    @Test
    void refusesAnEmptyFileAndABadPattern() throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "\n");

        assertThatIllegalArgumentException().isThrownBy(() -> TestUsers.listed(file, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestUsers.patterned(1, "u%s%s", "p%d", 0))
                .withMessageContaining("--user-pattern 'u%s%s'");
    }

    @Test
    void doesNotShowPasswords() {
        assertThat(new TestUsers.TestLogin("alice", "wonderland", null)).hasToString("alice");
    }
}
