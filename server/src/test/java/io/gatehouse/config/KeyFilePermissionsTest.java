package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    private List<String> warnings(String mode, String user, String root) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        SecretSource secret = new SecretSource("issuer.seed", "gatehouse.yaml:1", file, false);
        return KeyFilePermissions.warnings(null, List.of(secret), user, root);
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
                    .doesNotContain("600");
        }
    }
}
