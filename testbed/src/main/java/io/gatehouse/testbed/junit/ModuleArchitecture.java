package io.gatehouse.testbed.junit;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * What holds for the module of a directory: what it knows of Gatehouse, and that nobody gets to know its libraries. The test of a
 * module extends it, and says what the module is.
 */
public abstract class ModuleArchitecture {
    private final ModulePackages module;
    private final Map<String, Set<String>> packages;
    private final List<String> libraries;
    private final Set<String> free;

    /**
     * Of a module.
     *
     * @param packages each, named without {@code io.gatehouse.}, and the packages of Gatehouse that it uses: no others, and every one
     *     of these
     * @param libraries what the names of their packages begin with
     * @param free classes that do without: they are loaded at every start
     */
    protected ModuleArchitecture(Map<String, Set<String>> packages, List<String> libraries, Set<String> free) {
        this.module = ModulePackages.of(
                packages.keySet().stream().map(name -> "io.gatehouse." + name).toArray(String[]::new));
        this.packages = packages;
        this.libraries = libraries;
        this.free = free;
    }

    /** A permission that nobody uses fails too. */
    @Test
    final void usesExactlyWhatTheTableAllows() {
        Assertions.assertEquals(packages, module.uses());
    }

    @Test
    final void everyPackageIsNullMarked() {
        Assertions.assertEquals(List.of(), module.notNullMarked());
    }

    @Test
    final void noPackageIsTooLarge() {
        Assertions.assertEquals(List.of(), module.tooLarge());
    }

    @Test
    final void noCycles() {
        module.verifyNoCycles();
    }

    /** The server makes the type at every start, has it tell and read its keys, and must not need a library for that. */
    @Test
    final void whatEveryStartLoadsDoesWithoutTheLibraries() {
        Assertions.assertTrue(
                module.classes().stream().map(JavaClass::getSimpleName).toList().containsAll(free),
                "there is a class of each of the names " + free);
        Assertions.assertEquals(List.of(), usesOfLibraries(type -> free.contains(type.getSimpleName())));
    }

    /** Where some classes use a library, in words. */
    protected final List<String> usesOfLibraries(Predicate<JavaClass> by) {
        return module.classes().stream()
                .filter(by)
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> libraries.stream().anyMatch(use.getTargetClass().getName()::startsWith))
                .map(use -> Objects.toString(use.getDescription()))
                .toList();
    }

    /** Those of the module, without its tests. */
    protected final List<JavaClass> classes() {
        return List.copyOf(module.classes());
    }
}
