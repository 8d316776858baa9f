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

class CrowdTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1000, 0, 0", "1000, 0.1, 100", "1000, 1, 1000", "10, 0.5, 5", "1000, 0.001, 1"})
    void aShareComesWithAWrongPassword(int size, double share, long wrong) {
        Crowd crowd = Crowd.patterned(size, "u%d", "p%d", share);

        assertThat(IntStream.range(0, size).filter(crowd::isWrong).count()).isEqualTo(wrong);
    }

    @Test
    void aWrongPasswordIsTheSameEachTime() {
        Crowd crowd = Crowd.patterned(2, "u%d", "p%d", 1);

        assertThat(crowd.presented(1)).isNotEqualTo("p1").isEqualTo(crowd.presented(1));
        assertThat(crowd.login(1).password()).isEqualTo("p1");
    }

    @Test
    void readsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "# who\nalice wonderland\n\n  bob  builder APP2 \n");
        Crowd crowd = Crowd.listed(file, 0);

        assertThat(crowd.size()).isEqualTo(2);
        assertThat(crowd.login(0)).isEqualTo(new Crowd.Login("alice", "wonderland", null));
        assertThat(crowd.login(1)).isEqualTo(new Crowd.Login("bob", "builder", "APP2"));
    }

    @Test
    void namesTheLineThatItCannotReadAndNoPassword() throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "alice wonderland\nbob a b hunter2\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crowd.listed(file, 0))
                .withMessageContaining("line 2")
                .withMessageNotContainingAny("hunter2", "wonderland");
    }

    @Test
    void refusesAnEmptyFileAndABadPattern() throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "\n");

        assertThatIllegalArgumentException().isThrownBy(() -> Crowd.listed(file, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crowd.patterned(1, "u%s%s", "p%d", 0))
                .withMessageContaining("--user-pattern 'u%s%s'");
    }

    @Test
    void doesNotShowPasswords() {
        assertThat(new Crowd.Login("alice", "wonderland", null)).hasToString("alice");
    }
}
