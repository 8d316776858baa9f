package io.gatehouse.audit.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that an audit file was renamed to: {@code audit-20261129T093000.123Z.jsonl} of {@code audit.jsonl}, and
 * {@code audit-20261129T093000.123Z.1.jsonl} for a second one of that time.
 */
final class RotatedFiles {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path file;
    private final String stem;
    private final String extension;
    private final Pattern names;

    /** Of the last rotation; what is named by a later time was made before the clock was set back. Empty before the first. */
    private String latest = "";

    RotatedFiles(Path file) {
        this.file = file;
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        this.stem = dot > 0 ? name.substring(0, dot) : name;
        this.extension = dot > 0 ? name.substring(dot) : "";
        this.names = Pattern.compile(
                Pattern.quote(stem) + "-(\\d{8}T\\d{6}\\.\\d{3}Z)(?:\\.(\\d{1,9}))?" + Pattern.quote(extension));
    }

    /**
     * One of them.
     *
     * @param time in its name
     * @param number among those of that time
     */
    private record Rotated(Path path, String time, int number) {}

    /** Renames the file to a name that nothing has yet, behind all others of that time. */
    void rotate(Instant now) throws IOException {
        String time = TIME.format(now);
        int number = all().stream()
                .filter(one -> one.time.equals(time))
                .mapToInt(one -> one.number + 1)
                .max()
                .orElse(0);
        Path to = name(time, number);
        while (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            to = name(time, ++number);
        }
        Files.move(file, to);
        latest = time;
    }

    private Path name(String time, int number) {
        return file.resolveSibling(stem + '-' + time + (number == 0 ? "" : "." + number) + extension);
    }

    /** Deletes the oldest of them, so that only so many are left. */
    void keep(int most) throws IOException {
        List<Rotated> oldestFirst = all().stream()
                .sorted(Comparator.comparingInt((Rotated one) -> isOfTheFuture(one) ? 0 : 1)
                        .thenComparing(Rotated::time)
                        .thenComparingInt(Rotated::number))
                .toList();
        for (Rotated old : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - most))) {
            Files.deleteIfExists(old.path);
        }
    }

    private boolean isOfTheFuture(Rotated one) {
        return !latest.isEmpty() && one.time.compareTo(latest) > 0;
    }

    private List<Rotated> all() throws IOException {
        try (Stream<Path> siblings = Files.list(AuditFilePlace.folder(file))) {
            return siblings.flatMap(this::rotated).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Stream<Rotated> rotated(Path sibling) {
        Matcher name = names.matcher(String.valueOf(sibling.getFileName()));
        if (!name.matches() || !Files.isRegularFile(sibling, LinkOption.NOFOLLOW_LINKS)) {
            return Stream.empty();
        }
        String number = name.group(2);
        return Stream.of(new Rotated(sibling, name.group(1), number == null ? 0 : Integer.parseInt(number)));
    }
}
