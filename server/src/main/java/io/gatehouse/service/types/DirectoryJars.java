package io.gatehouse.service.types;

import io.gatehouse.directory.DirectoryType;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** The types of directories that third parties have made: jars in a folder. */
final class DirectoryJars {
    private static final String SERVICES = "META-INF/services/" + DirectoryType.class.getName();

    private DirectoryJars() {}

    /**
     * Finds them by {@link ServiceLoader}. The jars see each other's classes, and those of Gatehouse before their own.
     *
     * @param folder where there is none, there are no such types
     * @param own the types that are there without it
     * @return all types, {@code own} first
     * @throws DirectoryJarException when a jar cannot be used, or a type is there twice
     */
    static List<DirectoryType> addTo(List<DirectoryType> own, Path folder) {
        URL[] jars = Files.isDirectory(folder) ? jars(folder) : new URL[0];
        if (jars.length == 0) {
            return own;
        }
        // Open for as long as the process runs: directories load classes whenever they first need them.
        @SuppressWarnings("resource")
        ClassLoader loader = new URLClassLoader("directories", jars, DirectoryJars.class.getClassLoader());
        List<DirectoryType> types = new ArrayList<>(own);
        try (Stream<ServiceLoader.Provider<DirectoryType>> providers =
                ServiceLoader.load(DirectoryType.class, loader).stream()) {
            providers
                    .filter(provider -> loader.equals(provider.type().getClassLoader()))
                    .forEach(provider -> add(types, AddedDirectoryType.of(provider)));
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new DirectoryJarException("a jar in " + folder + " cannot be used", e);
        }
        return List.copyOf(types);
    }

    private static void add(List<DirectoryType> types, AddedDirectoryType added) {
        for (DirectoryType other : types) {
            if (other.type().equals(added.type())) {
                throw new DirectoryJarException(added.jar() + ": there is a directory of type " + added.type()
                        + " already, in "
                        + (other instanceof AddedDirectoryType jar ? jar.jar().toString() : "Gatehouse itself"));
            }
        }
        types.add(added);
    }

    private static URL[] jars(Path folder) {
        List<URL> jars = new ArrayList<>();
        Map<String, Path> named = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path file : files) {
                jars.add(url(file, named));
            }
        } catch (IOException e) {
            throw new DirectoryJarException(folder + " cannot be read", e);
        }
        return jars.toArray(URL[]::new);
    }

    /** A class loader would pass over a file that is not a jar. */
    private static URL url(Path file, Map<String, Path> named) throws IOException {
        try (JarFile opened = new JarFile(file.toFile())) {
            refuseSecond(file, opened, named);
            return Path.of(opened.getName()).toAbsolutePath().toUri().toURL();
        } catch (ZipException e) {
            throw new DirectoryJarException(file + " is not a jar", e);
        }
    }

    /** ServiceLoader would take one of two jars with the same class, and say nothing. */
    private static void refuseSecond(Path file, JarFile opened, Map<String, Path> named) throws IOException {
        ZipEntry services = opened.getEntry(SERVICES);
        if (services == null) {
            return;
        }
        String text = new String(opened.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8);
        for (String line :
                text.lines().map(one -> one.replaceFirst("#.*", "").strip()).toList()) {
            Path other = line.isEmpty() ? null : named.putIfAbsent(line, file);
            if (other != null && !other.equals(file)) {
                throw new DirectoryJarException(file + ": " + line + " is in " + other + " too; remove one of the two");
            }
        }
    }
}
