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

/** The product as it is packed: the server, and the directories that need a library of their own. */
class ProductIT {
    private static final Path ROOT = Path.of("..");
    private static final Path PRODUCT = ROOT.resolve("server/target/gatehouse");
    private static final Path DIRECTORIES = PRODUCT.resolve("directories");
    private static final Pattern COMPONENT = Pattern.compile("(?m)^  ([A-Za-z0-9_-]+): ");
    private static final Pattern VERSION = Pattern.compile("-[0-9][^/]*\\.jar$");

    @Test
    void theNoticeNamesEveryLibraryAndNoOther() throws IOException {
        List<String> named = COMPONENT
                .matcher(Files.readString(ROOT.resolve("NOTICE")))
                .results()
                .map(MatchResult::group)
                .map(line -> line.strip().replace(":", ""))
                .toList();
        List<String> jars = names(libraries());

        assertThat(jars)
                .hasSizeGreaterThan(20)
                .allSatisfy(jar -> assertThat(named).anyMatch(name -> jar.startsWith(name + "-")));
        assertThat(named).allSatisfy(name -> assertThat(jars).anyMatch(jar -> jar.startsWith(name + "-")));
    }

    @Test
    void theLicenceAndTheNoticeAreInIt() throws IOException {
        for (String name : List.of("LICENSE", "NOTICE")) {
            assertThat(PRODUCT.resolve(name)).hasSameBinaryContentAs(ROOT.resolve(name));
            for (Path jar : ownJars()) {
                try (JarFile opened = new JarFile(jar.toFile())) {
                    assertThat(opened.getEntry("META-INF/" + name))
                            .as("%s of %s", name, jar)
                            .isNotNull();
                }
            }
        }
    }

    /** Nothing that starts servers, installs packages or runs tests. */
    @Test
    void nothingOfTheTestbedIsInIt() throws IOException {
        assertThat(names(libraries())).noneMatch(jar -> jar.matches("(gatehouse|junit|archunit|assertj|blockhound).*"));
        for (Path jar : ownJars()) {
            try (JarFile opened = new JarFile(jar.toFile())) {
                assertThat(opened.stream().map(JarEntry::getName))
                        .noneMatch(name -> name.matches("io/gatehouse/(testbed|testkit|demo|load)/.*"));
            }
        }
    }

    /** Every module that puts itself into the product is built with it. */
    @Test
    void everyDirectoryWithALibraryIsInIt() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> modules = modules();

        assertThat(modules)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(pom).contains("<artifactId>gatehouse-" + name + "</artifactId>"))
                .allSatisfy(name -> assertThat(DIRECTORIES.resolve(name + "/" + name + ".jar"))
                        .exists())
                .allSatisfy(
                        name -> assertThat(DIRECTORIES.resolve(name + "/lib")).isNotEmptyDirectory());
    }

    /** Two copies of one library would have classes that look the same and are not. */
    @Test
    void noDirectoryBringsALibraryThatTheServerHas() throws IOException {
        List<String> server = artifacts(jars(PRODUCT.resolve("lib")));
        for (String name : modules()) {
            assertThat(artifacts(jars(DIRECTORIES.resolve(name + "/lib"))))
                    .as(name)
                    .doesNotContainAnyElementsOf(server);
        }
    }

    /** The folders in {@code directories} whose pom packs a part of the product. */
    private static List<String> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("directories"))) {
            return folders.filter(folder -> text(folder.resolve("pom.xml")).contains("${gatehouse.product}"))
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> ownJars() throws IOException {
        return Stream.concat(
                        Stream.of(PRODUCT.resolve("gatehouse.jar")),
                        modules().stream().map(name -> DIRECTORIES.resolve(name + "/" + name + ".jar")))
                .toList();
    }

    private static List<Path> libraries() throws IOException {
        try (Stream<Path> all = Files.walk(PRODUCT)) {
            return all.filter(file -> file.toString().matches(".*/lib/[^/]+\\.jar"))
                    .toList();
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    private static List<String> artifacts(List<Path> jars) {
        return names(jars).stream()
                .map(name -> VERSION.matcher(name).replaceFirst(""))
                .toList();
    }
}
