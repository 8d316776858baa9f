package io.gatehouse.service.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.DirectoryType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules in a folder, each with a jar of its own. */
class DirectoryModulesTest {
    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(temp.resolve("directories"));
    }

    /** A type that says what it calls itself when its helper is asked. */
    private void module(String module, String inPackage, String type) throws IOException {
        module(module, inPackage, type, "");
    }

    /** @param before lines of other types that the module's jar has already */
    private void module(String module, String inPackage, String type, String before) throws IOException {
        Path home = Files.createDirectories(folder.resolve(module));
        String source = """
            package %1$s;
            import io.gatehouse.config.*;
            import io.gatehouse.directory.*;
            import java.util.List;

            public class DoorType implements DirectoryType {
                public String type() { return Helper.TYPE; }
                public List<Entry> keys() { return List.of(); }
                public Directory create(String name, Values settings, DirectoryContext context) {
                    throw new IllegalStateException();
                }
                static class Helper { static final String TYPE = "%2$s".strip(); }
            }
            """.formatted(inPackage, type);
        new JarOf(home, Files.createDirectories(temp.resolve("work-" + module)))
                .provider(module + ".jar", before, inPackage + ".DoorType", source);
    }

    @Test
    void findsTheTypeOfEachByName() throws IOException {
        module("wood", "io.gatehouse.directory.wood", "wood");
        module("iron", "io.gatehouse.directory.iron", "iron");

        assertThat(DirectoryModules.in(folder)).extracting(DirectoryType::type).containsExactly("iron", "wood");
    }

    /** Those that share a library. */
    @Test
    void findsSeveralTypesOfOneModule() throws IOException {
        String first = "io.gatehouse.directory.wood.DoorType";
        module("wood", "io.gatehouse.directory.wood", "wood");
        module("wood", "io.gatehouse.directory.wood.oak", "oak", first + "\n");

        assertThat(DirectoryModules.in(folder)).extracting(DirectoryType::type).containsExactly("wood", "oak");
    }

    @Test
    void keepsTheClassesOfEachApart() throws Exception {
        module("wood", "io.gatehouse.directory.wood", "wood");
        module("iron", "io.gatehouse.directory.iron", "iron");
        List<DirectoryType> types = DirectoryModules.in(folder);
        ClassLoader iron = types.get(0).getClass().getClassLoader();
        ClassLoader wood = types.get(1).getClass().getClassLoader();

        assertThatThrownBy(() -> iron.loadClass("io.gatehouse.directory.wood.DoorType"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThat(wood.loadClass(DirectoryType.class.getName())).isSameAs(DirectoryType.class);
        assertThat(wood.loadClass("org.slf4j.Logger")).isSameAs(org.slf4j.Logger.class);
    }

    @Test
    void saysThatAModuleHasNoJar() throws IOException {
        Files.createDirectory(folder.resolve("wood"));

        assertThatThrownBy(() -> DirectoryModules.in(folder))
                .isInstanceOf(DirectoryJarException.class)
                .hasMessageContaining(folder.resolve("wood") + " cannot be used");
    }

    @Test
    void refusesATypeOfAnotherPackage() throws IOException {
        module("wood", "io.gatehouse.directory.iron", "wood");

        assertThatThrownBy(() -> DirectoryModules.in(folder))
                .isInstanceOf(DirectoryJarException.class)
                .hasMessageContaining("is not in package io.gatehouse.directory.wood.");
    }

    @Test
    void thereAreNoneWhereThisIsNoJar() {
        assertThat(DirectoryModules.ofTheProduct()).isEmpty();
    }
}
