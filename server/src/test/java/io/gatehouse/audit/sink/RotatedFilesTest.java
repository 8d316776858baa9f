package io.gatehouse.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the files that were rotated are the oldest. */
class RotatedFilesTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00.123Z");

    @TempDir
    private Path dir;

    private RotatedFiles files;

    @BeforeEach
    void open() {
        files = new RotatedFiles(file());
    }

    private Path file() {
        return dir.resolve("audit.jsonl");
    }

    private void rotate(String content, Instant now) throws IOException {
        Files.writeString(file(), content);
        files.rotate(now);
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> all = Files.list(dir)) {
            return all.map(RotatedFilesTest::content).sorted().toList();
        }
    }

    private static String content(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What the clock named while it was wrong is older than all that comes after it was set right. */
    @Test
    void whatIsNamedInTheFutureIsOlderThanWhatComesAfterTheClockWasSetBack() throws IOException {
        rotate("1 before", NOON);
        rotate("2 in the future", NOON.plus(Duration.ofDays(9_000)));
        rotate("3 in the future", NOON.plus(Duration.ofDays(9_001)));
        rotate("4 after", NOON.plusSeconds(1));
        rotate("5 after", NOON.plusSeconds(2));

        files.keep(4);
        assertThat(contents()).containsExactly("1 before", "3 in the future", "4 after", "5 after");
        files.keep(2);
        assertThat(contents()).containsExactly("4 after", "5 after");
        rotate("6 after", NOON.plusSeconds(3));
        files.keep(1);
        assertThat(contents()).containsExactly("6 after");
    }

    @Test
    void filesOfOneMomentAreInTheOrderOfTheirNumbers() throws IOException {
        for (int i = 10; i < 25; i++) {
            rotate("file " + i, NOON);
            files.keep(3);
        }

        assertThat(contents()).containsExactly("file 22", "file 23", "file 24");
    }
}
