package io.gatehouse.testbed.junit;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The packages of a module, named without {@code io.gatehouse.}, and what they use of Gatehouse.
 *
 * @param classes those of the module, without its tests
 */
public record ModulePackages(JavaClasses classes) {
    private static final String ROOT = "io.gatehouse.";
    private static final int MOST_FILES = 30;

    /**
     * Reads those below these packages. Only our own classes are read: the libraries' are known by their names, and reading them
     * would take a minute.
     */
    public static ModulePackages of(String... packages) {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ModulePackages(new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("jmh_generated"))
                .importPackages(packages));
    }

    /** Each package, and all packages of Gatehouse that it uses. */
    public Map<String, Set<String>> uses() {
        return classes.stream()
                .collect(Collectors.groupingBy(
                        ModulePackages::name,
                        Collectors.flatMapping(ModulePackages::used, Collectors.toCollection(TreeSet::new))));
    }

    /**
     * Verifies that packages do not use each other in a circle.
     *
     * @throws AssertionError when they do; the message names the circle
     */
    public void verifyNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.gatehouse.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    /** The packages with more files than a reader keeps in mind. */
    public List<String> tooLarge() {
        Map<String, Long> files = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(ModulePackages::name, Collectors.counting()));
        files.values().removeIf(count -> count <= MOST_FILES);
        return List.copyOf(files.keySet());
    }

    /** The packages that do not say what may be null. */
    public List<String> notNullMarked() {
        return classes.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(each -> each.getName())
                .toList();
    }

    private static Stream<String> used(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(use -> use.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith(ROOT))
                .map(ModulePackages::name)
                .filter(name -> !name.equals(name(type)));
    }

    private static String name(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }
}
