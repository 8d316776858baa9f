package io.gatehouse;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The files of the repository that somebody wrote. */
final class SourceTree {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> GENERATED = Set.of("target", ".git", ".mvn", "node_modules");

    private SourceTree() {}

    /** The main code of all modules. */
    static List<Path> mainSources() throws IOException {
        return sources("src/main/java/");
    }

    /** The tests of all modules. */
    static List<Path> testSources() throws IOException {
        return sources("src/test/java/");
    }

    private static List<Path> sources(String folder) throws IOException {
        return files(path -> path.toString().contains(folder) && path.toString().endsWith(".java"));
    }

    /** Those that are wanted, by their paths below the root. */
    static List<Path> files(Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return GENERATED.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (wanted.test(ROOT.relativize(file))) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
