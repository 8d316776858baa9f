package io.gatehouse.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChangesTest {
    @TempDir
    private Path folder;

    private Path file;
    private FileChanges changes;

    @BeforeEach
    void place() throws IOException {
        file = Files.writeString(folder.resolve("file"), "one");
        changes = new FileChanges(file, 1024);
        changes.know();
    }

    private void old() throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    @Test
    void isSilentWhileNothingChanges() throws IOException {
        old();

        assertThat(changes.look()).isFalse();
        assertThat(changes.look()).isFalse();
        Files.delete(file);
        Files.writeString(file, "one");
        assertThat(changes.look()).isFalse();
        assertThat(changes.look()).isFalse();
    }

    @Test
    void tellsOfAChangeOnceItHasStayed() throws IOException {
        Files.writeString(file, "half");
        assertThat(changes.look()).isFalse();
        Files.writeString(file, "half and the rest");
        assertThat(changes.look()).isFalse();
        assertThat(changes.look()).isTrue();
        assertThat(changes.look()).isFalse();
    }

    @Test
    void isSilentWhenItIsAsItWasBeforeItWasTold() throws IOException {
        Files.writeString(file, "two");
        assertThat(changes.look()).isFalse();
        Files.writeString(file, "one");
        assertThat(changes.look()).isFalse();
        assertThat(changes.look()).isFalse();
    }

    @Test
    void aSecondWriteThatLeavesSizeAndTimeAsTheyWereIsNoticed() throws IOException {
        // It stays young however long the test takes.
        FileTime time = FileTime.from(Instant.now().plusSeconds(3600));
        Files.setLastModifiedTime(file, time);
        changes.know();
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);

        assertThat(changes.look()).isFalse();
        assertThat(changes.look()).isTrue();
    }

    @Test
    void aFileThatIsGoneIsAChangeAndSoIsItsReturn() throws IOException {
        Files.delete(file);
        assertThat(changes.look()).isFalse();
        assertThat(changes.look()).isTrue();
        assertThat(changes.look()).isFalse();

        Files.writeString(file, "one");
        old();
        assertThat(changes.look()).isFalse();
        assertThat(changes.look()).isTrue();
    }

    @Test
    void followsARename() throws IOException {
        Path next = Files.writeString(folder.resolve("next"), "two");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(changes.look()).isFalse();
        assertThat(changes.look()).isTrue();
    }

    /** As Kubernetes mounts a volume: the file is a link through a link to a folder, which is exchanged. */
    @Test
    void followsAnExchangedLink() throws IOException {
        for (String version : new String[] {"v1", "v2"}) {
            Files.writeString(Files.createDirectory(folder.resolve(version)).resolve("f"), version);
        }
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("v1"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("..data", "f"));
        FileChanges linked = new FileChanges(link, 1024);
        linked.know();

        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("v2"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(linked.look()).isFalse();
        assertThat(linked.look()).isTrue();
    }

    @Test
    void aFileThatIsTooLargeIsOneThatCannotBeRead() throws IOException {
        Files.writeString(file, "x".repeat(2000));
        assertThat(changes.look()).isFalse();
        assertThat(changes.look()).isTrue();
        Files.writeString(file, "y".repeat(2000));
        assertThat(changes.look()).isFalse();
        assertThat(changes.look()).isFalse();
    }
}
