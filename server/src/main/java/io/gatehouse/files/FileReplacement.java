package io.gatehouse.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Another content for a file: whoever reads it finds the old one or the new one as a whole. */
public final class FileReplacement {
    private FileReplacement() {}

    /**
     * Writes the content beside the file, and renames it to the file once it is on the disk. It has the file's user, group and mode;
     * where there is none yet, it is for its owner only.
     *
     * @throws IOException also when the file belongs to a user whom this process cannot give files to; it is as it was then
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path next = Files.createTempFile(target.getParent(), "." + target.getFileName() + ".", ".new");
        try {
            // Whoever else may write into the folder could have put a link there meanwhile.
            try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                if (Files.exists(target)) {
                    FileOwner.copy(target, next);
                    keepMode(target, next);
                }
                out.force(true);
            }
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /**
     * Removes what was to take a file's place, and is left of processes that were killed: with seeds in it, say. Nobody else may be
     * replacing the file.
     *
     * @return their names
     */
    public static List<String> removeUnfinished(Path file) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Pattern unfinished = Pattern.compile(Pattern.quote("." + target.getFileName() + ".") + "[0-9]+\\.new");
        List<String> removed = new ArrayList<>();
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(
                target.getParent(),
                one -> unfinished.matcher(one.getFileName().toString()).matches()
                        && Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS))) {
            for (Path one : beside) {
                Files.delete(one);
                removed.add(one.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return removed;
    }

    private static void keepMode(Path target, Path next) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        PosixFileAttributeView own =
                Files.getFileAttributeView(next, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && own != null) {
            own.setPermissions(view.readAttributes().permissions());
        }
    }
}
