package io.gatehouse.service.types;

import io.gatehouse.directory.DirectoryType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The product's types of directories that need a library of their own. Each is a folder in {@code directories} beside {@code
 * gatehouse.jar}: {@code ldap/ldap.jar}, whose manifest names the libraries in {@code ldap/lib}.
 */
final class DirectoryModules {
    private static final String FOLDER = "directories";

    private DirectoryModules() {}

    /** Those of the product that this class is in; none where it is in no jar, as in tests. */
    static List<DirectoryType> ofTheProduct() {
        try {
            Path jar = Path.of(DirectoryModules.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = jar.resolveSibling(FOLDER);
            return Files.isRegularFile(jar) && Files.isDirectory(folder) ? in(folder) : List.of();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Those in a folder, by the names of the modules.
     *
     * @throws DirectoryJarException when one cannot be used
     */
    static List<DirectoryType> in(Path folder) {
        List<Path> modules = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, Files::isDirectory)) {
            found.forEach(modules::add);
        } catch (IOException e) {
            throw new DirectoryJarException(folder + " cannot be read", e);
        }
        return modules.stream()
                .sorted()
                .flatMap(module -> types(module).stream())
                .toList();
    }

    private static List<DirectoryType> types(Path module) {
        try {
            return ModuleClassLoader.of(module).types();
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            throw new DirectoryJarException(module + " cannot be used", e);
        }
    }
}
