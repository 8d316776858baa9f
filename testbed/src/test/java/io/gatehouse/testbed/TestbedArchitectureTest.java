package io.gatehouse.testbed;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom in the testbed, which knows nothing of Gatehouse. A permission that nobody uses fails too.
 */
class TestbedArchitectureTest {
    private static final String ROOT = "io.gatehouse.";

    /** Each package, and the packages of Gatehouse that it uses: no others, and every one of these. */
    private static final Map<String, Set<String>> PACKAGES = Map.ofEntries(
            entry("testbed", Set.of("testbed.tools")),
            entry("testbed.junit", Set.of("testbed", "testbed.tools")),
            entry("testbed.tools", Set.of()));

    private static final JavaClasses CLASSES = ownClasses();

    @Test
    void everyPackageUsesExactlyThoseThatTheTableAllows() {
        assertThat(CLASSES.stream()
                        .collect(Collectors.groupingBy(
                                TestbedArchitectureTest::name,
                                Collectors.flatMapping(
                                        TestbedArchitectureTest::used, Collectors.toCollection(TreeSet::new)))))
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

    private static Stream<String> used(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(use -> use.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith(ROOT))
                .map(TestbedArchitectureTest::name)
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
                .importPackages("io.gatehouse.testbed");
    }
}
