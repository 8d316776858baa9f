package io.gatehouse.directory.certificate;

import io.gatehouse.certificate.Certificates;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.FileStamp;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files of revocation lists, and reads all of them again when one has changed. Used by one thread. What cannot be
 * used may be half written: it is complained of only once it has not changed from one look to the next.
 */
final class CrlWatch {
    private final List<Path> files;
    private final Supplier<RevocationLists> reader;
    private final Consumer<RevocationLists> good;
    private final Consumer<CrlFileException> bad;

    private List<FileStamp> stamps = List.of();
    private boolean young;
    private String content = "";
    private @Nullable CrlFileException pending;

    /** @param reader reads all files, or throws a {@link CrlFileException} */
    CrlWatch(
            List<Path> files,
            Supplier<RevocationLists> reader,
            Consumer<RevocationLists> good,
            Consumer<CrlFileException> bad) {
        this.files = files;
        this.reader = reader;
        this.good = good;
        this.bad = bad;
    }

    /**
     * Reads the files, whether they have changed or not.
     *
     * @throws CrlFileException when one cannot be used
     */
    RevocationLists first() {
        stamp(stamps());
        content = content();
        return reader.get();
    }

    /** Looks, and reads the files when one may have changed. */
    void look() {
        List<FileStamp> now = stamps();
        boolean same = now.equals(stamps);
        if (same && pending != null) {
            CrlFileException failure = pending;
            pending = null;
            bad.accept(failure);
        } else if (!same || young) {
            stamp(now);
            readChanged();
        }
    }

    /** Looks between two looks, and takes files that have changed and can be used; of others nothing is said: they may be half written. */
    void glance() {
        List<FileStamp> before = stamps;
        List<FileStamp> now = stamps();
        if (now.equals(before)) {
            return;
        }
        String known = content;
        CrlFileException waiting = pending;
        stamp(now);
        pending = null;
        readChanged();
        if (pending != null) {
            // The next look finds them changed, as if nobody had looked.
            stamps = before;
            content = known;
            pending = waiting;
        }
    }

    /** Reads the files, whether they have changed or not; true when they can be used. */
    boolean reread() {
        pending = null;
        try {
            good.accept(first());
            return true;
        } catch (CrlFileException e) {
            bad.accept(e);
            return false;
        }
    }

    private void readChanged() {
        try {
            String found = content();
            if (!found.equals(content)) {
                content = found;
                pending = null;
                good.accept(reader.get());
            }
        } catch (CrlFileException e) {
            pending = e;
        }
    }

    private void stamp(List<FileStamp> now) {
        stamps = now;
        long millis = System.currentTimeMillis();
        young = now.stream().anyMatch(stamp -> stamp.youngAt(millis));
    }

    private List<FileStamp> stamps() {
        return files.stream().map(FileStamp::of).toList();
    }

    /** What tells the content of all files from any other. */
    private String content() {
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            try {
                all.append(Certificates.sha256(RegularFile.bytes(file, CrlFile.MOST_BYTES)));
            } catch (IOException e) {
                content = "";
                throw new CrlFileException(file + " cannot be read: " + FileErrors.words(e));
            }
        }
        return all.toString();
    }
}
