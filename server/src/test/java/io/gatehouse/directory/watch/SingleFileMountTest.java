package io.gatehouse.directory.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SingleFileMountTest {
    @TempDir
    private Path folder;

    private Path file;
    private Path mounts;

    @BeforeEach
    void place() throws IOException {
        file = Files.writeString(Files.createDirectory(folder.resolve("a b")).resolve("users.json"), "{}");
        mounts = folder.resolve("mountinfo");
    }

    @Test
    void isToldOfAFileThatIsAMountPoint() throws IOException {
        mount(file.toRealPath().toString().replace(" ", "\\040"));

        assertThat(SingleFileMount.warning(file, mounts))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith(file + " is mounted as a single file")
                        .contains("never seen here")
                        .endsWith("mount its folder"));
    }

    @Test
    void isToldOfALinkToOne() throws IOException {
        mount(file.toRealPath().toString().replace(" ", "\\040"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(SingleFileMount.warning(link, mounts)).isPresent();
    }

    @Test
    void isNotToldOfAFileInAMountedFolder() throws IOException {
        mount(folder.toRealPath().resolve("a b").toString().replace(" ", "\\040"));

        assertThat(SingleFileMount.warning(file, mounts)).isEmpty();
        assertThat(SingleFileMount.warning(file)).isEmpty();
    }

    private void mount(String point) throws IOException {
        Files.writeString(
                mounts,
                "21 1 0:20 / / rw - overlay overlay rw\n77 21 254:1 /etc/users.json " + point
                        + " ro,relatime - ext4 /dev/vda1 rw\n");
    }
}
