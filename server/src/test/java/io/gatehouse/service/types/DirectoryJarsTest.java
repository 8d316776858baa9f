package io.gatehouse.service.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.file.FileDirectoryType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars in a folder: what is in them, and what may be wrong with them. */
class DirectoryJarsTest {
    private static final List<DirectoryType> OWN = List.of(new FileDirectoryType());

    @TempDir
    private Path temp;

    private Path folder;
    private JarOf jars;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(temp.resolve("lib"));
        jars = new JarOf(folder, temp);
    }

    private static String source(String name, String type, String constructor) {
        return """
            import io.gatehouse.config.*;
            import io.gatehouse.directory.*;
            import java.util.List;

            public class %1$s implements DirectoryType {
                public %1$s() { %3$s }
                public String type() { return "%2$s"; }
                public List<Entry> keys() { return List.of(); }
                public Directory create(String name, Values settings, DirectoryContext context) { return Helper.help(); }
                static class Helper { static Directory help() { throw new IllegalStateException("no backend is configured"); } }
            }
            """.formatted(name, type, constructor);
    }

    private List<DirectoryType> types() {
        return DirectoryJars.addTo(OWN, folder);
    }

    /** Opens a directory of the first type that is not ours. */
    @SuppressWarnings("NullAway") // it needs nothing
    private Directory createDoor() {
        return types().get(1).create("door", null, null);
    }

    @Test
    void withoutAFolderOrJarsThereAreOnlyOurOwn() {
        assertThat(types()).isEqualTo(OWN);
        assertThat(DirectoryJars.addTo(OWN, temp.resolve("nowhere"))).isEqualTo(OWN);
    }

    @Test
    void findsTheTypesOfAllJars() throws IOException {
        jars.provider("badge.jar", "Badge", source("Badge", "badge", ""));
        jars.provider("card.jar", "Card", source("Card", "card", ""));

        assertThat(types()).extracting(DirectoryType::type).containsExactlyInAnyOrder("file", "badge", "card");
    }

    @Test
    void asksTheTypeOfAJarForAllThatATypeTells() {
        assertThat(DirectoryType.class.getMethods())
                .allSatisfy(method -> assertThat(AddedDirectoryType.class.getDeclaredMethod(
                                method.getName(), method.getParameterTypes()))
                        .isNotNull());
    }

    @Test
    void saysThatAClassIsMissing() throws IOException {
        jars.provider("badge.jar", "com.example.Badge", "");

        assertThatThrownBy(this::types)
                .isInstanceOf(DirectoryJarException.class)
                .hasMessageContainingAll("a jar in " + folder, "com.example.Badge not found");
    }

    @Test
    void saysWhatAConstructorThrows() throws IOException {
        jars.provider(
                "badge.jar",
                "Badge",
                source("Badge", "badge", "if (true) throw new IllegalStateException(\"no luck\");"));

        assertThatThrownBy(this::types)
                .isInstanceOf(DirectoryJarException.class)
                .hasMessageContainingAll(folder + "/badge.jar cannot be used", "no luck");
    }

    @Test
    void saysWhatFailsWhereADirectoryIsMade() throws IOException {
        jars.provider("badge.jar", "Badge", source("Badge", "badge", ""));
        assertThatThrownBy(this::createDoor)
                .isInstanceOf(DirectoryJarException.class)
                .hasMessageContainingAll("directory door", "type badge of " + folder + "/badge.jar", "no backend");
        jars.without("badge.jar", "Badge$Helper.class");
        assertThatThrownBy(this::createDoor)
                .isInstanceOf(DirectoryJarException.class)
                .hasMessageContainingAll("directory door", "NoClassDefFoundError: Badge$Helper");
    }

    @Test
    void saysThatADirectoryHasANameOfItsOwn() throws IOException {
        String directory = """
            (Directory) java.lang.reflect.Proxy.newProxyInstance(
                    Directory.class.getClassLoader(), new Class<?>[] {Directory.class}, (self, method, given) -> "gate")""";
        jars.provider(
                "badge.jar",
                "Badge",
                source("Badge", "badge", "").replace("return Helper.help();", "return " + directory + ";"));

        assertThatThrownBy(this::createDoor)
                .isInstanceOf(DirectoryJarException.class)
                .hasMessageContainingAll(
                        "directory door", "type badge of " + folder + "/badge.jar", "calls itself gate");
    }

    @Test
    void saysThatATypeIsThereTwice() throws IOException {
        jars.provider("badge.jar", "Badge", source("Badge", "badge", ""));
        jars.provider("other.jar", "Other", source("Other", "badge", ""));

        assertThatThrownBy(this::types)
                .isInstanceOf(DirectoryJarException.class)
                .hasMessageContainingAll(
                        folder + "/badge.jar", folder + "/other.jar", "there is a directory of type badge already");
    }

    /** As where an upgrade has left the jar before it. */
    @Test
    void saysThatTwoJarsHaveTheSameClass() throws IOException {
        jars.provider("badge-1.jar", "Badge", source("Badge", "badge", ""));
        jars.provider("badge-2.jar", "Badge", source("Badge", "badge", ""));

        assertThatThrownBy(this::types)
                .isInstanceOf(DirectoryJarException.class)
                .hasMessageContainingAll(
                        folder + "/badge-1.jar", folder + "/badge-2.jar", "Badge is in", "remove one of the two");
    }

    @Test
    void saysThatATypeIsOurs() throws IOException {
        jars.provider("badge.jar", "Badge", source("Badge", "file", ""));

        assertThatThrownBy(this::types)
                .isInstanceOf(DirectoryJarException.class)
                .hasMessage(folder + "/badge.jar: there is a directory of type file already, in Gatehouse itself");
    }

    @Test
    void saysThatAFileIsNoJar() throws IOException {
        Files.writeString(folder.resolve("badge.jar"), "not a jar");

        assertThatThrownBy(this::types)
                .isInstanceOf(DirectoryJarException.class)
                .hasMessageStartingWith(folder + "/badge.jar is not a jar: ");
    }
}
