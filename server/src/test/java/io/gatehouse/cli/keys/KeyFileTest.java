package io.gatehouse.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.crypto.NkeyKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key files, and seeds in files of their own. */
class KeyFileTest {
    private final SeedText one = SeedText.generate(NkeyKind.ACCOUNT);
    private final SeedText two = SeedText.generate(NkeyKind.ACCOUNT);

    private final StringWriter told = new StringWriter();

    @TempDir
    private Path dir;

    private Path path;

    @BeforeEach
    void write() throws IOException {
        dir = dir.toRealPath();
        path = Files.writeString(dir.resolve("k.nk"), "# the first\n" + one.text() + "\n" + one.key());
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void aSeedComesInFrontOrBehindAndGoesAgain() throws IOException {
        KeyFile file = new KeyFile(path, new PrintWriter(told));

        file.putLast(two);
        assertThat(path).hasContent("# the first\n" + one.text() + "\n" + one.key() + "\n" + two.text());
        file.putLast(two);
        file.putFirst(two);
        assertThat(path).hasContent(two.text() + "\n# the first\n" + one.text() + "\n" + one.key());
        file.remove(one.key());
        assertThat(path).hasContent(two.text() + "\n# the first");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r-----");
    }

    /** As one that is killed between the two steps leaves it. */
    @Test
    void seedsThatACommandHasLeftWhichWasKilledAreRemoved() throws IOException {
        Path left = Files.writeString(dir.resolve(".k.nk.4711.new"), two.text() + "\n" + one.text());
        Path others = Files.writeString(dir.resolve(".k.nk.old.new"), "somebody else's");
        Path ofAnother = Files.writeString(dir.resolve(".k.nk.b.4711.new"), "of k.nk.b");
        Path link = Files.createSymbolicLink(dir.resolve(".k.nk.4712.new"), path);

        new KeyFile(path, new PrintWriter(told, true)).putFirst(two);

        assertThat(left).doesNotExist();
        assertThat(others).exists();
        assertThat(ofAnother).exists();
        assertThat(link).exists();
        assertThat(path).hasContent(two.text() + "\n# the first\n" + one.text() + "\n" + one.key());
        assertThat(told).hasToString("removed .k.nk.4711.new beside k.nk, left over from a command that was killed\n");
    }

    @Test
    void whatIsBehindALinkIsNotChangedHere() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("link.nk"), path);

        assertThat(new KeyFile(path, new PrintWriter(told)).isChangedHere()).isTrue();
        assertThat(new KeyFile(link, new PrintWriter(told)).isChangedHere()).isFalse();
        assertThat(new KeyFile(dir.resolve("none"), new PrintWriter(told)).isChangedHere())
                .isFalse();
    }

    @Test
    void aNewSeedIsForItsOwnerAndNeverWrittenOverAnother() throws IOException {
        Path next = dir.resolve("next.nk");

        two.writeNew(next, null);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(next)))
                .isEqualTo("rw-------");
        assertThat(SeedText.ofFile(next, NkeyKind.ACCOUNT)).isEqualTo(two);
        assertThatThrownBy(() -> one.writeNew(next, null))
                .isInstanceOf(RecordsFailure.class)
                .hasMessageContaining("already exists");
        assertThat(next).hasContent(two.text());
        assertThatThrownBy(() -> SeedText.ofFile(next, NkeyKind.CURVE)).isInstanceOf(RecordsFailure.class);
        assertThatThrownBy(() -> SeedText.ofFile(dir.resolve("none"), NkeyKind.CURVE))
                .isInstanceOf(RecordsFailure.class);
    }

    /** In the packages, root runs the commands, and the service is another user. */
    @Test
    void allFilesBelongToWhomTheKeyFileBelongsTo() throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("only root gives files away")
                .isEqualTo("root");
        Files.setAttribute(path, "unix:uid", 4_242);
        Files.setAttribute(path, "unix:gid", 4_343);
        Path next = dir.resolve("next.nk");

        new KeyFile(path, new PrintWriter(told)).putFirst(two);
        two.writeNew(next, path);

        for (Path each : List.of(path, next, dir.resolve(".k.nk.lock"))) {
            assertThat(Files.readAttributes(each, "unix:uid,gid"))
                    .as(each.toString())
                    .containsEntry("uid", 4_242)
                    .containsEntry("gid", 4_343);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aSeedIsNotShown() {
        assertThat(one).hasToString(one.key().text());
        assertThat(SeedText.ofLine(" " + one.text() + " ")).isEqualTo(one);
        assertThat(SeedText.ofLine(one.key().text())).isNull();
        assertThat(SeedText.ofLine("S".repeat(58))).isNull();
    }
}
