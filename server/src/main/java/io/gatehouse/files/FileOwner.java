package io.gatehouse.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** The user and the group of a file: what an administrator writes for a service must be the service's. */
public final class FileOwner {
    private FileOwner() {}

    /**
     * Gives a file the user and the group of another; nothing is done where files have none.
     *
     * @throws IOException when that is not allowed; the message says whose it must be
     */
    public static void copy(Path from, Path to) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(to, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributeView like = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (view == null || like == null) {
            return;
        }
        PosixFileAttributes wanted = like.readAttributes();
        PosixFileAttributes found = view.readAttributes();
        try {
            if (!found.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
            if (!found.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
        } catch (FileSystemException e) {
            throw new IOException(
                    "the new file must belong to " + wanted.owner().getName() + ":"
                            + wanted.group().getName() + " as " + from
                            + " does, and only that user or root can do that: run the command as one of them",
                    e);
        }
    }
}
