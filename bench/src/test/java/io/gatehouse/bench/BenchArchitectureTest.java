package io.gatehouse.bench;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom in the benchmarks, which have no class in a package of the server. A permission that nobody uses fails too.
 */
class BenchArchitectureTest {
    private static final String ROOT = "io.gatehouse.";

    /** Each package, and the packages of Gatehouse that it uses: no others, and every one of these. */
    private static final Map<String, Set<String>> PACKAGES = Map.ofEntries(
            entry(
                    "bench",
                    Set.of(
                            "claims",
                            "crypto",
                            "directory",
                            "directory.cache",
                            "directory.chain",
                            "directory.guard",
                            "passwords",
                            "pipeline",
                            "policy")),
            entry("flame", Set.of()));

    private static final JavaClasses CLASSES = ownClasses();

    @Test
    void everyPackageUsesExactlyThoseThatTheTableAllows() {
        assertThat(CLASSES.stream()
                        .collect(Collectors.groupingBy(
                                BenchArchitectureTest::name,
                                Collectors.flatMapping(
                                        BenchArchitectureTest::used, Collectors.toCollection(TreeSet::new)))))
                .isEqualTo(PACKAGES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.gatehouse.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .filteredOn(each -> !each.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .isEmpty();
    }

    /** A class in a package of the server would see what is not public there. */
    @Test
    void noClassIsInAPackageOfTheServer() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java", "io", "gatehouse"), 1)) {
            assertThat(files.skip(1).map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrder("bench", "flame");
        }
    }

    private static Stream<String> used(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(use -> use.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith(ROOT))
                .map(BenchArchitectureTest::name)
                .filter(name -> !name.equals(name(type)));
    }

    private static String name(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    /** Only our own: the libraries' classes are known by their names, and reading them would take a minute. */
    private static JavaClasses ownClasses() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("jmh_generated"))
                .importPackages("io.gatehouse.bench", "io.gatehouse.flame");
    }
}
