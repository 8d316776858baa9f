package io.gatehouse.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** PostgreSQL's programs, where everybody may run them. */
final class PostgresPrograms {
    private PostgresPrograms() {}

    /**
     * The folder of all of them.
     *
     * @param postgres the one that was found
     * @param spare where they are copied to when others than we may not reach them
     */
    static Path of(Path postgres, Path spare) throws IOException {
        Path folder = postgres.resolveSibling("initdb").toFile().exists()
                ? postgres.resolveSibling("")
                : postgres.toRealPath().resolveSibling("");
        return isOpen(folder) ? folder : copy(folder, spare.resolve("programs"));
    }

    private static boolean isOpen(Path folder) throws IOException {
        for (Path path = folder.toRealPath(); path != null; path = path.getParent()) {
            if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    private static Path copy(Path folder, Path target) throws IOException {
        Process copy = new ProcessBuilder("cp", "-a", folder.toString(), target.toString())
                .inheritIO()
                .start();
        try {
            if (copy.waitFor() != 0) {
                throw new IOException("Cannot copy " + folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return target;
    }
}
