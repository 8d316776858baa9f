package io.gatehouse.directory.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastGoodTest {
    private static final String ALICE = "{\"alice\": {\"pass\": \"a1\", \"account\": \"APP\"}}";
    private static final String BOTH = "{\"alice\": {\"account\": \"APP\"}, \"bob\": {\"account\": \"APP\"}}";

    @TempDir
    private Path folder;

    private final List<String> heard = new ArrayList<>();
    private Path file;
    private Path copy;

    @BeforeEach
    void place() throws IOException {
        file = Files.writeString(folder.resolve("users.json"), ALICE);
        copy = folder.resolve("users.json.last-good");
    }

    @Test
    void isTheFileThatWasReadForItsOwnerOnly() throws IOException {
        open(copy).close();

        assertThat(copy).hasContent(ALICE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(names()).containsExactlyInAnyOrder("users.json", "users.json.last-good");
    }

    @Test
    void isReplacedByTheNextGoodFileAndNotByABrokenOne() throws Exception {
        try (FileDirectory directory = open(copy)) {
            Files.writeString(file, BOTH);
            assertThat(directory.reload().get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(copy).hasContent(BOTH);

            Files.writeString(file, "{");
            assertThat(directory.reload().get(10, TimeUnit.SECONDS)).isFalse();
            assertThat(copy).hasContent(BOTH);
        }
    }

    @Test
    void servesAStartWithABrokenFileAndSaysSo() throws Exception {
        open(copy).close();
        heard.clear();
        Files.writeString(file, "{\"bob\": ");

        try (FileDirectory directory = open(copy)) {
            assertThat(directory.users()).isEqualTo(1);
            assertThat(heard).containsExactly("1 users", "failed", "started with the last good one");
            assertThat(copy).hasContent(ALICE);

            Files.writeString(file, BOTH);
            assertThat(directory.reload().get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(heard).endsWith("2 users");
        }
    }

    @Test
    void servesNothingUnlessItIsAskedFor() throws IOException {
        open(copy).close();
        Files.writeString(file, "{");

        assertThatThrownBy(() -> open(null)).isInstanceOf(UsersFileException.class);
    }

    @Test
    void aStartWithoutEitherTellsOfBoth() throws IOException {
        Files.writeString(file, "{");

        assertThatThrownBy(() -> open(copy))
                .hasMessageContaining(file + ":1:")
                .hasMessageContaining(copy + ": there is no such file");
    }

    @Test
    void aFolderThatCannotBeWrittenToStopsNobody() {
        try (FileDirectory directory = open(folder.resolve("missing").resolve("copy"))) {
            assertThat(directory.users()).isEqualTo(1);
        }
    }

    private FileDirectory open(@Nullable Path lastGood) {
        FileDirectorySettings settings =
                new FileDirectorySettings("users", file, lastGood, Duration.ofHours(1), NameForm.EXACT);
        return UsersDirectory.open(settings, new Recording());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private final class Recording implements ReloadRecorder {
        @Override
        public void reloaded(int users) {
            heard.add(users + " users");
        }

        @Override
        public void reloadFailed() {
            heard.add("failed");
        }

        @Override
        public void startedWithLastGood() {
            heard.add("started with the last good one");
        }
    }
}
