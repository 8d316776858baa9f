package io.gatehouse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are changed by commands: by one at a time, as a whole, and nothing else with them. */
class FileReplacementTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("users.json"), "{}");
    }

    @Test
    void anotherContentHasTheModeOfTheOneBefore() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        FileReplacement.write(file, "{ }".getBytes(StandardCharsets.UTF_8));

        assertThat(file).hasContent("{ }");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(folder).isDirectoryNotContaining(one -> !one.equals(file));
    }

    @Test
    void nothingIsMadeBehindALinkThatIsThereInPlaceOfTheLock() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.createSymbolicLink(folder.resolve(".users.json.lock"), elsewhere);

        assertThatThrownBy(() -> ChangeLock.of(file).close()).isInstanceOf(IOException.class);
        assertThat(elsewhere).doesNotExist();

        Files.createFile(elsewhere);
        assertThatThrownBy(() -> ChangeLock.of(file).close()).isInstanceOf(IOException.class);
    }

    @Test
    void aFileIsLockedWhereItIs() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);

        try (ChangeLock lock = ChangeLock.of(link)) {
            assertThat(lock.file()).isEqualTo(file.toRealPath());
            assertThat(folder.resolve(".users.json.lock")).exists();
        }
    }
}
