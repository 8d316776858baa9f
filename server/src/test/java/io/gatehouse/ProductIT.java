package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The product as it is packed. */
class ProductIT {
    private static final Path ROOT = Path.of("..");
    private static final Path PRODUCT = Path.of("target", "gatehouse");
    private static final Pattern COMPONENT = Pattern.compile("(?m)^  ([A-Za-z0-9_-]+): ");

    @Test
    void theNoticeNamesEveryLibraryAndNoOther() throws IOException {
        List<String> named = COMPONENT
                .matcher(Files.readString(ROOT.resolve("NOTICE")))
                .results()
                .map(MatchResult::group)
                .map(line -> line.strip().replace(":", ""))
                .toList();
        List<String> jars = jars();

        assertThat(jars)
                .hasSizeGreaterThan(20)
                .allSatisfy(jar -> assertThat(named).anyMatch(name -> jar.startsWith(name + "-")));
        assertThat(named).allSatisfy(name -> assertThat(jars).anyMatch(jar -> jar.startsWith(name + "-")));
    }

    @Test
    void theLicenceAndTheNoticeAreInIt() throws IOException {
        for (String name : List.of("LICENSE", "NOTICE")) {
            assertThat(PRODUCT.resolve(name)).hasSameBinaryContentAs(ROOT.resolve(name));
            try (JarFile jar = new JarFile(PRODUCT.resolve("gatehouse.jar").toFile())) {
                assertThat(jar.getEntry("META-INF/" + name)).isNotNull();
            }
        }
    }

    /** Nothing that starts servers, installs packages or runs tests. */
    @Test
    void nothingOfTheTestbedIsInIt() throws IOException {
        assertThat(jars()).noneMatch(jar -> jar.matches("(gatehouse|junit|archunit|assertj|blockhound).*"));
        try (JarFile jar = new JarFile(PRODUCT.resolve("gatehouse.jar").toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .noneMatch(name -> name.matches("io/gatehouse/(testbed|testkit|demo|load)/.*"));
        }
    }

    private static List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(PRODUCT.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
