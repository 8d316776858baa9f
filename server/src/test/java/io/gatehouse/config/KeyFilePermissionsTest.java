package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.KeyFilePermissions.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may read files with secrets, where these are the service's own and where it is a member of their group. */
class KeyFilePermissionsTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("/");

    @BeforeEach
    void create() throws IOException {
        file = Files.createFile(folder.resolve("issuer.nk"));
    }

    private String owner() throws IOException {
        return Files.getOwner(file).getName();
    }

    private int group() throws IOException {
        return (int) Files.getAttribute(file, "unix:gid");
    }

    private List<String> warnings(String mode, String user, String root) throws IOException {
        return warnings(mode, new Reader(user, Set.of(group())), root);
    }

    private List<String> warnings(String mode, Reader reader, String root) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        SecretSource secret = new SecretSource("issuer.seed", "gatehouse.yaml:1", file, false);
        return KeyFilePermissions.warnings(null, List.of(secret), reader, root);
    }

    @Test
    void nobodyElseIsToReadAFileOfTheServiceItself() throws IOException {
        assertThat(warnings("rw-------", owner(), "another")).isEmpty();
        assertThat(warnings("rw-r-----", owner(), "another"))
                .containsExactly("the file " + file
                        + " holds a secret, and others than its owner may use it (rw-r-----):" + " chmod 600 " + file);
        assertThat(warnings("rw-r-----", owner(), owner())).hasSize(1);
    }

    /** As a package gives them, and a Secret of Kubernetes with fsGroup: who only may read cannot change them. */
    @Test
    void aFileOfRootsIsReadByTheServicesGroup() throws IOException {
        assertThat(warnings("rw-r-----", "gatehouse", owner())).isEmpty();
        assertThat(warnings("r--r-----", "gatehouse", owner())).isEmpty();
    }

    @Test
    void nobodyBeyondThatGroupIsTo() throws IOException {
        for (String mode : List.of("rw-r--r--", "rw-rw----")) {
            assertThat(warnings(mode, "gatehouse", owner()))
                    .singleElement()
                    .asString()
                    .contains("others than root and the service's group may use it (" + mode + ")")
                    .contains("chmod 640 " + file, "defaultMode: 0440")
                    // The folder's name is made up of digits.
                    .satisfies(warning ->
                            assertThat(warning.replace(file.toString(), "")).doesNotContain("600"));
        }
    }

    /** Such as {@code users}: who is in it is not the service alone. */
    @Test
    void anotherGroupThanTheServicesIsOfOthers() throws IOException {
        Reader reader = new Reader("gatehouse", Set.of(group() + 1, group() + 2));

        assertThat(warnings("rw-r-----", reader, owner()))
                .singleElement()
                .asString()
                .contains("others than root and the service's group may use it (rw-r----- for the group ")
                .contains("give it the service's group and chmod 640 " + file);
        assertThat(warnings("rw-------", reader, owner())).isEmpty();
        assertThat(warnings("rw-r-----", new Reader("gatehouse", Set.of()), owner()))
                .as("no groups are told")
                .isEmpty();
    }

    @Test
    void groupsOfTheProcessAreThePrimaryAndTheSupplementaryOnes() {
        assertThat(Reader.groups(List.of(
                        "Name:\tjava",
                        "Uid:\t7\t7\t7\t7",
                        "Gid:\t998\t999\t999\t999",
                        "Groups:\t24 65532 4294967294 ")))
                .containsExactlyInAnyOrder(998, 999, 24, 65532, -2);
        assertThat(Reader.groups(List.of("Name:\tjava"))).isEmpty();
    }

    /** A new file has a group of the process that made it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void linuxTellsTheGroupsOfThisProcess() throws IOException {
        assertThat(Reader.ofThisProcess().groups()).contains(group());
    }
}
