package io.gatehouse.audit.sink;

import io.gatehouse.files.FileErrors;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The place of an audit file. Somebody else who can write into its folder could put a link there, so that records end in another file of
 * ours, or a file that he can read: what is there has to be a plain file of our own, with one name.
 */
public final class AuditFilePlace {
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_ALL = 0002;

    private AuditFilePlace() {}

    /** The folder that a file is in. */
    static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /**
     * Looks whether the file may be written to, or made.
     *
     * @throws IOException when it may not; the reason says why
     */
    static void verify(Path file) throws IOException {
        Path folder = folder(file);
        if (!Files.isDirectory(folder)) {
            throw refused(folder, "there is no such folder; make it, for the service's user alone");
        }
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if (found.isSymbolicLink()) {
            throw refused(file, "it is a symbolic link, which is not followed");
        }
        if (!found.isRegularFile()) {
            throw refused(file, "it is not a plain file");
        }
        verifyOwn(file);
    }

    private static void verifyOwn(Path file) throws IOException {
        Map<String, Object> unix = unix(file);
        if (unix.get("nlink") instanceof Integer links && links > 1) {
            throw refused(file, "it has a second name, as a hard link");
        }
        Object self = unix(Path.of(
                        "/proc", Long.toString(ProcessHandle.current().pid())))
                .get("uid");
        if (self instanceof Integer own && own != 0 && unix.get("uid") instanceof Integer owner && !own.equals(owner)) {
            throw refused(file, "it belongs to another user");
        }
    }

    private static boolean isOpenToAll(Path folder) throws IOException {
        return unix(folder.toRealPath()).get("mode") instanceof Integer mode
                && (mode & WRITABLE_BY_ALL) != 0
                && (mode & STICKY) == 0;
    }

    /** What Unix knows of a file; nothing on other systems. */
    private static Map<String, Object> unix(Path file) {
        try {
            return Files.readAttributes(file, "unix:mode,uid,nlink", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    private static FileSystemException refused(Path file, String why) {
        return new FileSystemException(file.toString(), null, why);
    }

    /** Why the file cannot be written to as things are; null when it can. Nothing is written. */
    public static @Nullable String obstacle(Path file) {
        try {
            verify(file);
        } catch (IOException e) {
            return FileErrors.words(e);
        }
        Path written = Files.exists(file) ? file : folder(file);
        return Files.isWritable(written) ? null : written + " may not be written to by this user";
    }

    /** What is not wrong, but should be otherwise. */
    public static List<String> warnings(FileSinkSettings settings) {
        List<String> warnings = new ArrayList<>();
        Path file = settings.path();
        try {
            Path folder = folder(file);
            if (isOpenToAll(folder)) {
                warnings.add("everybody may write to " + folder + ", and move " + file + " away: chmod o-w " + folder);
            }
            if (Files.exists(file) && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                warnings.add("everybody may read " + file + ": chmod 600 " + file);
            }
            long usable = Files.getFileStore(folder).getUsableSpace();
            if (usable < settings.maxSize()) {
                warnings.add(
                        "the disk of " + file + " has " + (usable >> 20) + " MiB left, less than one file may have");
            }
        } catch (IOException | UnsupportedOperationException e) {
            warnings.add("the disk of " + file + " cannot be looked at");
        }
        return warnings;
    }
}
