package io.gatehouse.directory.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A warning that others than its owner can change or replace a file that decides who is let in.
 *
 * @param everybody whether everybody on the machine may, not only a group
 * @param message what is so, and what to do
 */
public record WriteAccess(boolean everybody, String message) {
    private static final int STICKY = 01000;

    /** What the permissions of a file, and of the folders that it is reached through, allow to others; empty is right. */
    public static List<WriteAccess> of(Path file) {
        List<WriteAccess> found = new ArrayList<>();
        try {
            Path real = file.toRealPath();
            add(real, file + ", which decides who gets in, may be changed", "chmod go-w " + real, found);
            for (Path folder : folders(file, real)) {
                if ((mode(folder) & STICKY) == 0) {
                    String what = "another file may be put in the place of " + file + ", which decides who gets in,";
                    add(folder, what, "chmod go-w " + folder, found);
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            // What cannot be looked at is reported by the reader of the file.
            return List.copyOf(found);
        }
        return List.copyOf(found);
    }

    private static Set<Path> folders(Path file, Path real) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path path : List.of(file.toAbsolutePath(), real)) {
            Path parent = path.getParent();
            if (parent != null) {
                folders.add(parent.toRealPath());
            }
        }
        return folders;
    }

    private static void add(Path path, String what, String remedy, List<WriteAccess> found) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        Set<PosixFilePermission> permissions = attributes.permissions();
        boolean everybody = permissions.contains(PosixFilePermission.OTHERS_WRITE);
        // A group with its owner's name has no other members, where each user has a group of their own.
        boolean group = permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !attributes.group().getName().equals(attributes.owner().getName());
        if (everybody || group) {
            String who = everybody ? "everybody on this machine" : "the group " + attributes.group();
            found.add(new WriteAccess(
                    everybody,
                    what + " by " + who + " (" + PosixFilePermissions.toString(permissions) + "): " + remedy));
        }
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode");
    }
}
