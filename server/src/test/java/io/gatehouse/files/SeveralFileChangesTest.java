package io.gatehouse.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralFileChangesTest {
    private final SeveralFileChanges changes = new SeveralFileChanges(1024);

    @TempDir
    private Path dir;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private void followKnown(Path... files) {
        changes.follow(Set.of(files));
        changes.know();
    }

    @Test
    void tellsOfAContentThatStaysTheSameForTwoLooks() throws Exception {
        Path one = write("one", "1");
        Path other = write("other", "2");
        followKnown(one, other);
        assertThat(changes.look()).isNull();

        write("other", "3");
        assertThat(changes.look()).isNull();
        assertThat(changes.look()).isEqualTo(other);
        assertThat(changes.look()).isNull();
    }

    /** As Kubernetes replaces a mounted secret: a link to a folder is exchanged, and the path stays as it is. */
    @Test
    void noticesThatALinkLeadsElsewhere() throws Exception {
        Files.writeString(Files.createDirectory(dir.resolve("v1")).resolve("token"), "one");
        Files.writeString(Files.createDirectory(dir.resolve("v2")).resolve("token"), "two");
        Path data = Files.createSymbolicLink(dir.resolve("..data"), Path.of("v1"));
        Path token = Files.createSymbolicLink(dir.resolve("token"), Path.of("..data/token"));
        followKnown(token);
        assertThat(changes.look()).isNull();

        Path next = Files.createSymbolicLink(dir.resolve("..next"), Path.of("v2"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(changes.look()).isNull();
        assertThat(changes.look()).isEqualTo(token);
    }

    @Test
    void whatIsKnownOrNotFollowedIsNotTold() throws Exception {
        Path one = write("one", "1");
        Path other = write("other", "2");
        followKnown(one, other);
        write("one", "3");
        write("other", "4");

        changes.know();
        assertThat(changes.look()).isNull();
        write("other", "5");
        changes.follow(Set.of(one));
        assertThat(changes.look()).isNull();
        assertThat(changes.look()).isNull();
    }

    /** Whoever read them before they were followed may have read another content. */
    @Test
    void whatIsNewlyFollowedIsToldOnceItHasStayedTheSame() throws Exception {
        Path old = write("old", "1");
        followKnown(old);
        Path added = write("added", "2");
        Path gone = dir.resolve("gone");
        changes.follow(Set.of(old, added));
        assertThat(changes.look()).isNull();
        assertThat(changes.look()).isEqualTo(added);
        assertThat(changes.look()).isNull();

        changes.follow(Set.of(old, added, gone));
        assertThat(changes.look()).isNull();
        assertThat(changes.look()).isEqualTo(gone);
        assertThat(changes.look()).isNull();
    }
}
