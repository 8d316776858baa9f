package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.StringJoiner;

/**
 * PostgreSQL's programs, where everybody may run them.
 *
 * @param folder has all of them in it
 * @param libraries where the loader is to look for libraries first; empty where they are the system's
 */
record PostgresPrograms(Path folder, String libraries) {
    private static final String UNPACKED = "tree";

    /**
     * Those that belong to a server.
     *
     * @param postgres the server's program
     * @param spare where they are copied to when others than we may not reach them
     */
    static PostgresPrograms of(Path postgres, Path spare) throws IOException {
        Path tree = postgres.resolveSibling(UNPACKED);
        if (!Files.isDirectory(tree)) {
            return new PostgresPrograms(postgres.toRealPath().resolveSibling(""), "");
        }
        Path reachable = isOpen(tree) ? tree : FileTree.copy(tree, spare.resolve(UNPACKED));
        return new PostgresPrograms(programs(reachable), libraries(reachable));
    }

    private static Path programs(Path tree) throws IOException {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(tree.resolve("usr/lib/postgresql"))) {
            return versions.iterator().next().resolve("bin");
        }
    }

    private static String libraries(Path tree) throws IOException {
        StringJoiner libraries = new StringJoiner(":");
        for (String folder : new String[] {"usr/lib", "lib"}) {
            Path parent = tree.resolve(folder);
            if (Files.isDirectory(parent)) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, "*-linux-gnu*")) {
                    found.forEach(path -> libraries.add(path.toString()));
                }
            }
        }
        return libraries.toString();
    }

    private static boolean isOpen(Path folder) throws IOException {
        for (Path path = folder.toRealPath(); path != null; path = path.getParent()) {
            if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }
}
