package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The launcher script as it is in packages, with the program in the folder {@code app} beside it. */
class PackageLauncherTest extends LauncherTestCase {
    /** The commands of the guide, where nobody but the owner can read what is new. */
    @Test
    void everybodyCanReadAnInstalledPackage() throws Exception {
        pack("first");
        Path installed = temporary.toRealPath().resolve("opt/gatehouse");
        Path script = temporary.resolve("install.sh");
        script(script, "set -eu; umask 077", installation().replace("/opt/gatehouse", installed.toString()));
        Run first = start(script, temporary);
        write(installed.resolve("lib/badge.jar"), "");
        Run again = start(script, temporary);

        assertThat(first.exit()).as(first.errors()).isZero();
        assertThat(again.exit()).as(again.errors()).isZero();
        try (Stream<Path> all = Files.walk(installed)) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .matches(
                                    Files.isDirectory(path) || path.endsWith("gatehouse/gatehouse")
                                            ? "rwxr-xr-x"
                                            : "rw-r--r--"));
        }
        Run run = start(installed.resolve("gatehouse"), temporary, "run");
        assertThat(run.errors()).isEmpty();
        assertThat(run.output())
                .contains("-XX:SharedArchiveFile=" + installed, "-jar " + installed + "/app/gatehouse.jar")
                .contains("-Dgatehouse.lib=" + installed + "/lib")
                .doesNotContain("gatehouse.hint");
    }

    /** All its files have the time of the release, so that no time tells whether an archive is of these jars. */
    @Test
    void aPackageTakesNoArchiveOfAnotherBuild() throws Exception {
        Path folder = pack("first");
        Run train = start(folder.resolve("gatehouse"), temporary, "train");
        Run first = start(folder.resolve("gatehouse"), temporary, "run");
        write(folder.resolve("app/build"), "second\n");
        Run second = start(folder.resolve("gatehouse"), temporary, "run");

        assertThat(train.exit()).as(train.errors()).isZero();
        assertThat(first.output())
                .contains("SharedArchiveFile=" + folder + "/app/archives/first" + variables.get("JAVA_HOME"));
        assertThat(second.output()).doesNotContain("SharedArchiveFile").contains("gatehouse.hint");
    }

    @Test
    void aPackageHasNothingToBuildFrom() throws Exception {
        Path folder = pack("first");
        for (String command : List.of("build", "dist", "demo", "load")) {
            Run run = start(folder.resolve("gatehouse"), temporary, command);

            assertThat(run.exit()).as(command).isEqualTo(1);
            assertThat(run.errors())
                    .as(command)
                    .contains("gatehouse " + command + " needs a checkout of the repository");
        }
    }

    @Test
    void packagesAreMadeWithTheJdkThatWasFound() throws Exception {
        script(root.resolve("distribution/src/packages/dist"), "echo \"packed with $JAVA_HOME, $# arguments\"");
        Run run = launch("dist");

        assertThat(run.output()).isEqualTo("packed with " + variables.get("JAVA_HOME") + ", 0 arguments\n");
        assertThat(run.exit()).isZero();
        assertThat(root.resolve("calls")).doesNotExist();
    }

    private static String installation() throws IOException {
        String guide = Files.readString(Path.of("../docs/guides/installing.md"));
        return Stream.of(guide.split("```"))
                .filter(block -> block.startsWith("console\ninstall -d") && block.contains("tar -xzf"))
                .map(block -> block.substring("console\n".length()))
                .findFirst()
                .orElseThrow();
    }

    /** A package as gatehouse dist makes it, as a folder and as a tarball. */
    private Path pack(String build) throws Exception {
        Path folder = temporary.toRealPath().resolve("gatehouse-1.0.0");
        write(folder.resolve("app/gatehouse.jar"), "jar");
        write(folder.resolve("app/lib/a.jar"), "");
        write(folder.resolve("app/build"), build + "\n");
        Files.copy(root.resolve("gatehouse"), folder.resolve("gatehouse"), StandardCopyOption.COPY_ATTRIBUTES);
        Run tar = start(
                Path.of("tar"),
                temporary,
                "-czf",
                "gatehouse-1.0.0-linux-x86_64.tar.gz",
                "--mode=u=rwX,go=rX",
                "gatehouse-1.0.0");
        assertThat(tar.exit()).as(tar.errors()).isZero();
        return folder;
    }
}
