package io.gatehouse.audit.sink;

import io.gatehouse.files.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to a file, renames it when it is large or old enough, and notices within a second when somebody else has renamed or
 * removed it. A record is in the file as a whole, or not at all, unless the machine stops while it is written.
 */
public final class FileSink implements AuditSink {
    private static final Logger log = LoggerFactory.getLogger(FileSink.class);

    private static final long LOOK_NANOS = 1_000_000_000;
    private static final String OWNER_ONLY = "rw-------";

    private final FileSinkSettings settings;
    private final RotatedFiles rotated;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private @Nullable FileChannel channel;
    private @Nullable Object key;
    private long period;
    private long lookedAt;
    private boolean lookNow;
    private boolean toldOfRotation;

    public FileSink(FileSinkSettings settings) {
        this(settings, InstantSource.system(), System::nanoTime);
    }

    /** @param nanos as {@link System#nanoTime()} */
    FileSink(FileSinkSettings settings, InstantSource clock, LongSupplier nanos) {
        this.settings = settings;
        this.rotated = new RotatedFiles(settings.path());
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public WriteResult write(AuditChunk chunk) {
        try {
            append(ready(chunk.bytes()), chunk.all());
            return WriteResult.all(chunk);
        } catch (IOException e) {
            closeChannel();
            return WriteResult.none(settings.path() + ": " + FileErrors.words(e));
        }
    }

    @Override
    public void reopen() {
        lookNow = true;
    }

    @Override
    public void close() {
        closeChannel();
    }

    /** Takes back what was written of records that could not be written whole, as on a disk that is full. */
    private static void append(FileChannel out, ByteBuffer bytes) throws IOException {
        long before = out.size();
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            if (out.isOpen()) {
                FileChannel unused = out.truncate(before);
            }
            throw e;
        }
    }

    /** The file to write so many bytes to. */
    private FileChannel ready(int bytes) throws IOException {
        if (channel != null && isLookDue() && !isStillThere()) {
            closeChannel();
        }
        FileChannel out = channel == null ? open() : channel;
        long size = out.size();
        long now = period(clock.instant());
        if (size > 0 && (size + bytes > settings.maxSize() || now != period)) {
            return isStillThere() ? rotate(out, now) : anew();
        }
        return out;
    }

    private FileChannel anew() throws IOException {
        closeChannel();
        return open();
    }

    private boolean isLookDue() {
        if (!lookNow && nanos.getAsLong() - lookedAt < LOOK_NANOS) {
            return false;
        }
        lookNow = false;
        lookedAt = nanos.getAsLong();
        return true;
    }

    private boolean isStillThere() {
        try {
            return Objects.equals(key, attributes().fileKey());
        } catch (IOException e) {
            return false;
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(settings.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private FileChannel open() throws IOException {
        Path path = settings.path();
        AuditFilePlace.verify(path);
        // Before the lock, which a process loses when it closes the file a second time.
        boolean whole = endsWithLine(path);
        FileChannel opened = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        try {
            lock(opened);
            BasicFileAttributes found = attributes();
            key = found.fileKey();
            lookedAt = nanos.getAsLong();
            period = period(
                    opened.size() == 0
                            ? clock.instant()
                            : found.lastModifiedTime().toInstant());
            if (!whole) {
                append(opened, ByteBuffer.wrap(new byte[] {'\n'}));
            }
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
        channel = opened;
        return opened;
    }

    /** Two processes that rotate one file would delete each other's records. */
    private void lock(FileChannel opened) throws IOException {
        FileLock lock;
        try {
            lock = opened.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new FileSystemException(
                    settings.path().toString(), null, "another instance writes to it: give each a file of its own");
        }
    }

    /** A machine that stopped may have left a part of a line, which is then on a line of its own. */
    private static boolean endsWithLine(Path path) throws IOException {
        try (FileChannel in = FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return in.size() == 0 || in.read(last, in.size() - 1) < 1 || last.get(0) == '\n';
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** Goes on in the same file where it cannot be renamed. */
    private FileChannel rotate(FileChannel out, long now) throws IOException {
        try {
            rotated.rotate(clock.instant());
            toldOfRotation = false;
        } catch (IOException e) {
            if (!toldOfRotation) {
                log.warn("the audit file {} cannot be rotated, and grows: {}", settings.path(), FileErrors.words(e));
                toldOfRotation = true;
            }
            period = now;
            return out;
        }
        FileChannel next = anew();
        try {
            rotated.keep(settings.maxFiles());
        } catch (IOException e) {
            log.warn("old files of {} cannot be deleted: {}", settings.path(), FileErrors.words(e));
        }
        return next;
    }

    private long period(Instant time) {
        long length = settings.maxAge().toMillis();
        return length == 0 ? 0 : Math.floorDiv(time.toEpochMilli(), length);
    }

    private void closeChannel() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.debug("the audit file cannot be closed", e);
            }
        }
    }
}
