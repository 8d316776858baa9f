package io.gatehouse.service.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Jars of a third party, compiled here. */
final class JarOf {
    private static final String SERVICE = "META-INF/services/io.gatehouse.directory.DirectoryType";

    private final Path folder;
    private final Path work;

    /**
     * @param folder where jars are put
     * @param work where they are made
     */
    JarOf(Path folder, Path work) {
        this.folder = folder;
        this.work = work;
    }

    /** A jar that names a provider, with the class of a source; without one where the source is empty. */
    void provider(String jar, String name, String source) throws IOException {
        provider(jar, "", name, source);
    }

    /** The same, and lines before that name providers that it has already. */
    void provider(String jar, String before, String name, String source) throws IOException {
        Path classes = Files.createDirectories(work.resolve(jar + ".classes"));
        if (!source.isEmpty()) {
            compile(name, source, classes);
        }
        Path service = classes.resolve(SERVICE);
        Files.createDirectories(service.getParent());
        Files.writeString(service, before + name + "\n");
        pack(classes, folder.resolve(jar));
    }

    /** Classes that are in no jar, although one needs them. */
    void without(String jar, String classFile) throws IOException {
        Path classes = work.resolve(jar + ".classes");
        Files.delete(classes.resolve(classFile));
        pack(classes, folder.resolve(jar));
    }

    private void compile(String name, String source, Path classes) throws IOException {
        Path file = Files.writeString(work.resolve(name.substring(name.lastIndexOf('.') + 1) + ".java"), source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-proc:none",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-d",
                        classes.toString(),
                        file.toString());
        assertThat(result).as("compiling %s", source).isZero();
    }

    private static void pack(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : files) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                entries.write(Files.readAllBytes(file));
                entries.closeEntry();
            }
        }
    }
}
