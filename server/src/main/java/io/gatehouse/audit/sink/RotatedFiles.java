package io.gatehouse.audit.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files that an audit file was renamed to: {@code audit-20261129T093000.123Z.jsonl} of {@code audit.jsonl}. */
final class RotatedFiles {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path file;
    private final String stem;
    private final String extension;
    private final Pattern names;

    RotatedFiles(Path file) {
        this.file = file;
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        this.stem = dot > 0 ? name.substring(0, dot) : name;
        this.extension = dot > 0 ? name.substring(dot) : "";
        this.names =
                Pattern.compile(Pattern.quote(stem) + "-\\d{8}T\\d{6}\\.\\d{3}Z(\\.\\d+)?" + Pattern.quote(extension));
    }

    /** Renames the file to a name that nothing has yet. */
    void rotate(Instant now) throws IOException {
        String name = stem + '-' + TIME.format(now);
        Path to = file.resolveSibling(name + extension);
        for (int more = 1; Files.exists(to, LinkOption.NOFOLLOW_LINKS); more++) {
            to = file.resolveSibling(name + '.' + more + extension);
        }
        Files.move(file, to);
    }

    /** Deletes the oldest of them, so that only so many are left. */
    void keep(int most) throws IOException {
        List<Path> rotated;
        try (Stream<Path> siblings = Files.list(AuditFilePlace.folder(file))) {
            rotated = siblings.filter(this::isOne).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path old : rotated.subList(0, Math.max(0, rotated.size() - most))) {
            Files.deleteIfExists(old);
        }
    }

    private boolean isOne(Path sibling) {
        return names.matcher(String.valueOf(sibling.getFileName())).matches()
                && Files.isRegularFile(sibling, LinkOption.NOFOLLOW_LINKS);
    }
}
