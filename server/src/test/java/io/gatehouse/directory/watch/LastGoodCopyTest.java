package io.gatehouse.directory.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.users.UsersFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastGoodCopyTest {
    @TempDir
    private Path folder;

    @Test
    void aFileThatHasChangedSinceItWasReadIsNotKept() throws Exception {
        Path file = Files.writeString(folder.resolve("users.json"), "{\"alice\": {\"account\": \"APP\"}}");
        UsersFile read = UsersFile.read(file);
        Files.writeString(file, "{");

        Path copy = folder.resolve("users.json.last-good");
        new LastGood(copy, "users file").keep(file, read.checksum());

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
