package io.gatehouse.directory.watch;

import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.directory.users.UsersSource;
import io.gatehouse.files.FileStamp;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Polls a file, and reports a change once the new file is complete. Used by one thread.
 *
 * <p>A file that cannot be used may be half written: it is complained of only once it has not changed from one look to
 * the next. A file written within the last two seconds is read again at the next look, since a second write at once
 * after the first may leave its size and time as they were.
 *
 * @param <T> what is read
 */
final class FileWatch<T> {
    private static final long UNREADABLE = -1;

    private final Path path;
    private final Function<Path, T> reader;
    private final ToLongFunction<T> checksumOf;
    private final Consumer<T> good;
    private final Consumer<UsersFileException> bad;

    private FileStamp stamp = FileStamp.ABSENT;
    private boolean young;
    private long checksum = UNREADABLE;
    private @Nullable UsersFileException pending;

    /**
     * @param reader reads the file, or throws a {@link UsersFileException}
     * @param checksumOf the checksum of the bytes that were read
     */
    FileWatch(
            Path path,
            Function<Path, T> reader,
            ToLongFunction<T> checksumOf,
            Consumer<T> good,
            Consumer<UsersFileException> bad) {
        this.path = path;
        this.reader = reader;
        this.checksumOf = checksumOf;
        this.good = good;
        this.bad = bad;
    }

    /**
     * Reads the file for the first time.
     *
     * @throws UsersFileException when it cannot be used
     */
    T first() {
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

    /**
     * Looks between two looks, and takes a file that has changed and can be used; of one that cannot be, nothing is said: it may be half
     * written.
     */
    void glance() {
        FileStamp before = stamp;
        FileStamp now = FileStamp.of(path);
        if (now.equals(before)) {
            return;
        }
        long known = checksum;
        try {
            read(now, false).ifPresent(good);
        } catch (UsersFileException e) {
            // The next look finds it changed, as if nobody had looked.
            stamp = before;
            checksum = known;
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

    /** What was read, or nothing when the content is the one that was read last. */
    private Optional<T> read(FileStamp now, boolean always) {
        stamp = now;
        young = now.youngAt(System.currentTimeMillis());
        long sum = sum();
        if (!always && sum == checksum) {
            return Optional.empty();
        }
        checksum = sum;
        pending = null;
        T file = reader.apply(path);
        // It may have been written between the two looks at it.
        checksum = checksumOf.applyAsLong(file);
        return Optional.of(file);
    }

    private long sum() {
        try {
            return UsersSource.checksum(path);
        } catch (UsersFileException e) {
            checksum = UNREADABLE;
            throw e;
        }
    }
}
