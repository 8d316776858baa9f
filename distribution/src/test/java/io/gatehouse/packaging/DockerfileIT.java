package io.gatehouse.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several packages goes into the image: the commands of the Dockerfile that choose it, in a shell. */
class DockerfileIT {
    private static final Pattern CHOICE = Pattern.compile("case .*?esac;", Pattern.DOTALL);
    private static final Pattern TARBALL = Pattern.compile("tar -xzf \"/tmp/package/([^\"]+)\"");

    @TempDir
    private Path folder;

    private String dockerfile = "";

    @BeforeEach
    void read() throws IOException {
        dockerfile = Files.readString(Path.of("../Dockerfile"));
    }

    private Finished chosen(String architecture) throws IOException, InterruptedException {
        Matcher choice = CHOICE.matcher(dockerfile);
        Matcher tarball = TARBALL.matcher(dockerfile);
        assertThat(choice.find() && tarball.find()).isTrue();
        Path script = Files.writeString(
                folder.resolve("choice.sh"), "set -eu\n" + choice.group() + "\necho \"" + tarball.group(1) + "\"\n");
        return Finished.of(List.of("sh", script.toString()), Map.of("TARGETARCH", architecture, "VERSION", "1.2.3"));
    }

    @ParameterizedTest
    @CsvSource({"amd64, linux-x86_64", "arm64, linux-aarch_64"})
    void thePackageIsThatOfTheArchitecture(String architecture, String platform) throws Exception {
        assertThat(chosen(architecture).good().strip()).isEqualTo("gatehouse-1.2.3-" + platform + ".tar.gz");
    }

    @Test
    void withoutOneItIsTheMachines() throws Exception {
        String machine = Finished.of(List.of("uname", "-m")).good().strip();

        assertThat(chosen("").good()).isEqualTo(chosen(machine).good());
    }

    @Test
    void anotherArchitectureHasNoPackage() throws Exception {
        assertThat(chosen("riscv64").bad()).contains("no package for riscv64");
    }

    @Test
    void theVersionIsTheProducts() throws Exception {
        Matcher version =
                Pattern.compile("^ARG VERSION=(.+)$", Pattern.MULTILINE).matcher(dockerfile);

        assertThat(version.find()).isTrue();
        assertThat(Files.readString(Path.of("../pom.xml"))).contains("<version>" + version.group(1) + "</version>");
    }
}
