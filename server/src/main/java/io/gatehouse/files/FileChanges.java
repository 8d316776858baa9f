package io.gatehouse.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Notices that the content of a small file is another one, once it has been the same for two looks: a file that is being written
 * may be well formed as far as it goes. That the file is gone, or cannot be read, is a content of its own. Symbolic links are
 * followed. Used by one thread at a time.
 *
 * <p>A file written within the last two seconds is read at each look, since a second write at once after the first may leave
 * its size and time as they were.
 */
public final class FileChanges {
    /** What any file may have that is read whole: the certificates of all CAs that a system trusts are a tenth. */
    public static final int LARGEST = 4 * 1024 * 1024;

    private static final long UNREADABLE = -1;
    private static final long UNKNOWN = -2;
    private static final long UNSEEN = -3;

    private final Path path;
    private final int most;
    private FileStamp stamp = FileStamp.ABSENT;
    private boolean young;
    private long seen = UNREADABLE;
    private long known = UNREADABLE;

    /** @param most how many bytes the file may have; a larger one counts as one that cannot be read */
    public FileChanges(Path path, int most) {
        this.path = path;
        this.most = most;
    }

    /** Takes the content as it is now for known. */
    public void know() {
        read(FileStamp.of(path));
        known = seen;
    }

    /** Takes no content for known: the one that the file has for two looks from now on is told, whichever it is. */
    public void forget() {
        seen = UNSEEN;
        known = UNKNOWN;
    }

    /** Looks; whether there is another content than the one known last, which is known from now on. */
    public boolean look() {
        FileStamp now = FileStamp.of(path);
        if (now.equals(stamp) && !young && seen == known) {
            return false;
        }
        long before = seen;
        read(now);
        if (seen == known || seen != before) {
            return false;
        }
        known = seen;
        return true;
    }

    private void read(FileStamp now) {
        stamp = now;
        young = now.youngAt(System.currentTimeMillis());
        seen = sum();
    }

    private long sum() {
        try {
            byte[] bytes = RegularFile.bytes(path, most);
            CRC32C sum = new CRC32C();
            sum.update(bytes, 0, bytes.length);
            return (long) bytes.length << 32 | sum.getValue();
        } catch (IOException e) {
            return UNREADABLE;
        }
    }
}
