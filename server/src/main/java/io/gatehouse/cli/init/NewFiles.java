package io.gatehouse.cli.init;

import io.gatehouse.files.Folders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files to be made together: in a folder beside the target first, and moved there when all are written. */
public final class NewFiles {
    private static final boolean POSIX =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

    private final Map<String, File> files = new LinkedHashMap<>();
    private final Set<String> folders = new LinkedHashSet<>();

    private record File(String text, boolean secret) {}

    /** Plans a file that everybody may read. */
    public void add(String path, String text) {
        files.put(path, new File(text, false));
    }

    /** Plans a file of mode 0600. */
    public void addSecret(String path, String text) {
        files.put(path, new File(text, true));
    }

    /** Plans an empty folder of mode 0700. */
    void addFolder(String path) {
        folders.add(path);
    }

    /**
     * Writes everything, or nothing.
     *
     * @throws FileAlreadyExistsException when something of it is there already
     */
    public void write(Path target) throws IOException {
        refuseToOverwrite(target);
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException(target + " cannot be made: it has no parent folder");
        }
        Files.createDirectories(parent);
        Path building = Files.createTempDirectory(parent, ".gatehouse-init-");
        try {
            fill(building);
            move(building, target);
        } finally {
            Folders.delete(building);
        }
    }

    private void refuseToOverwrite(Path target) throws FileAlreadyExistsException {
        List<String> present = new ArrayList<>();
        for (String name : topLevel()) {
            if (Files.exists(target.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                present.add(name);
            }
        }
        if (!present.isEmpty()) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "holds " + String.join(", ", present) + " already");
        }
    }

    private Set<String> topLevel() {
        Set<String> names = new LinkedHashSet<>();
        files.keySet().forEach(path -> names.add(path.split("/", 2)[0]));
        folders.forEach(path -> names.add(path.split("/", 2)[0]));
        return names;
    }

    private void fill(Path building) throws IOException {
        for (String folder : folders) {
            Files.createDirectories(building.resolve(folder), mode("rwx------"));
        }
        for (Map.Entry<String, File> entry : files.entrySet()) {
            Path path = building.resolve(entry.getKey());
            Files.createDirectories(path.getParent(), mode("rwx------"));
            Files.createFile(path, mode(entry.getValue().secret() ? "rw-------" : "rw-r--r--"));
            Files.writeString(path, entry.getValue().text(), StandardOpenOption.WRITE);
        }
    }

    private void move(Path building, Path target) throws IOException {
        if (!Files.exists(target)) {
            Files.move(building, target);
            return;
        }
        List<Path> moved = new ArrayList<>();
        try {
            for (String name : topLevel()) {
                Files.move(building.resolve(name), target.resolve(name));
                moved.add(target.resolve(name));
            }
        } catch (IOException | RuntimeException e) {
            for (Path path : moved) {
                Folders.delete(path);
            }
            throw e;
        }
    }

    private static FileAttribute<?>[] mode(String permissions) {
        if (!POSIX) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }
}
