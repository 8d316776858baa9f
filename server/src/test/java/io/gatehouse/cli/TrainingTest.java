package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The service's life in the training is a whole one, though there is no nats-server. */
class TrainingTest {
    @Test
    void theServiceComesUpAndAnswersEverything() throws Exception {
        List<Path> before = leftBehind();

        assertThat(Training.run()).isGreaterThanOrEqualTo(16);

        assertThat(leftBehind()).isEqualTo(before);
    }

    private static List<Path> leftBehind() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("gatehouse-train-"))
                    .sorted()
                    .toList();
        }
    }
}
