package io.gatehouse.directory.file;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a file from time to time and tells when it is another one and whole. Used by one thread.
 *
 * <p>A file that cannot be used may be half written: it is complained of only once it has not changed from one look to
 * the next. A file written within the last two seconds is read again at the next look, since a second write at once
 * after the first may leave its size and time as they were.
 */
final class FileWatch {
    private static final long UNREADABLE = -1;

    private final Path path;
    private final Consumer<UsersFile> good;
    private final Consumer<UsersFileException> bad;

    private FileStamp stamp = FileStamp.ABSENT;
    private boolean young;
    private long checksum = UNREADABLE;
    private @Nullable UsersFileException pending;

    FileWatch(Path path, Consumer<UsersFile> good, Consumer<UsersFileException> bad) {
        this.path = path;
        this.good = good;
        this.bad = bad;
    }

    /**
     * Reads the file for the first time.
     *
     * @throws UsersFileException when it cannot be used
     */
    UsersFile first() {
        return read(FileStamp.of(path), true).orElseThrow();
    }

    /** Looks, and reads the file when it may have changed. */
    void look() {
        FileStamp now = FileStamp.of(path);
        boolean same = now.equals(stamp);
        if (same && pending != null) {
            complain(pending);
            return;
        }
        if (same && !young) {
            return;
        }
        try {
            read(now, false).ifPresent(good);
        } catch (UsersFileException e) {
            pending = e;
        }
    }

    /** Reads the file whether it has changed or not; true when it can be used. */
    boolean reread() {
        try {
            good.accept(first());
            return true;
        } catch (UsersFileException e) {
            complain(e);
            return false;
        }
    }

    private void complain(UsersFileException e) {
        pending = null;
        bad.accept(e);
    }

    /** The users, or nothing when the content is the one that was read last. */
    private Optional<UsersFile> read(FileStamp now, boolean always) {
        stamp = now;
        young = now.youngAt(System.currentTimeMillis());
        byte[] json = content();
        long sum = sum(json);
        if (!always && sum == checksum) {
            return Optional.empty();
        }
        checksum = sum;
        pending = null;
        return Optional.of(UsersFile.parse(path.toString(), json));
    }

    private byte[] content() {
        try {
            return UsersFile.bytes(path);
        } catch (UsersFileException e) {
            checksum = UNREADABLE;
            throw e;
        }
    }

    private static long sum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (long) bytes.length << 32 | crc.getValue();
    }
}
