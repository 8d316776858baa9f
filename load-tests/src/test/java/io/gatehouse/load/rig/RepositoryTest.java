package io.gatehouse.load.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.load.options.LoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepositoryTest {
    @Test
    void findsTheOneThatItWasBuiltIn() {
        Repository ours = Repository.ours();
        assertThat(ours.launcher()).isExecutable();
        assertThat(ours.peer("go-callout").resolve("go.sum")).isRegularFile();
        assertThat(ours.peer("java-plain").resolve("src/peer/PlainCallout.java"))
                .isRegularFile();
    }

    @Test
    void saysWhatToDoElsewhere(@TempDir Path elsewhere) throws Exception {
        Path jar = Files.createFile(elsewhere.resolve("load.jar"));
        assertThatThrownBy(() -> Repository.above(jar))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("clone of the repository");
    }
}
