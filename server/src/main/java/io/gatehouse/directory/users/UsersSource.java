package io.gatehouse.directory.users;

import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import io.gatehouse.threads.BackgroundThread;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Opens a users file to stream it, and says in words why it cannot be read. */
public final class UsersSource {
    private static final int BLOCK = 16 * 1024;

    private UsersSource() {}

    /** What is made of a file's bytes. */
    public interface Use<T> {
        T of(InputStream in) throws IOException;
    }

    /**
     * Streams a file.
     *
     * @throws UsersFileException when it cannot be read
     */
    public static <T> T read(Path path, Use<T> use) {
        return read(path, false, use);
    }

    private static <T> T read(Path path, boolean regular, Use<T> use) {
        try {
            if (regular) {
                RegularFile.verify(path);
            }
            try (InputStream in = Files.newInputStream(path)) {
                return use.of(BackgroundThread.paced(in));
            }
        } catch (NoSuchFileException e) {
            throw Mistakes.only(path.toString(), "there is no such file");
        } catch (AccessDeniedException e) {
            throw Mistakes.only(path.toString(), "cannot be read: permission denied for the user that runs Gatehouse");
        } catch (IOException e) {
            throw Mistakes.only(path.toString(), "cannot be read: " + FileErrors.words(e));
        }
    }

    /**
     * A checksum of the file, which tells whether its content is another one; of what is within the bound and a block.
     *
     * @throws UsersFileException when it cannot be read, or is no regular file: whoever waits for a pipe looks at nothing more
     */
    public static long checksum(Path path) {
        return read(path, true, UsersSource::checksum);
    }

    private static long checksum(InputStream in) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] block = new byte[BLOCK];
        long length = 0;
        for (int got = in.read(block); got >= 0 && length <= UsersJson.MAX_BYTES; got = in.read(block)) {
            sum.update(block, 0, got);
            length += got;
        }
        return checksum(length, sum);
    }

    /** The checksum of so many bytes. */
    public static long checksum(long length, CRC32C sum) {
        return length << 32 | sum.getValue();
    }
}
