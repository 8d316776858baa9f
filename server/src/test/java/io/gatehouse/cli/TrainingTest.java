package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service's life in the training is a whole one, though there is no nats-server. */
class TrainingTest {
    @Test
    void theServiceComesUpAndAnswersEverything(@TempDir Path temp) throws Exception {
        Path folder = Files.createDirectory(temp.resolve("training"));

        assertThat(Training.run(folder)).isGreaterThanOrEqualTo(16);

        assertThat(folder).doesNotExist();
    }
}
