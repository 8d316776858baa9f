package io.gatehouse.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.MachineLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is appended to, rotated, moved away, filled up and attacked. */
class FileSinkTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00.123Z");

    private final AtomicLong nanos = new AtomicLong();
    private Instant now = NOON;

    @TempDir
    private Path dir;

    private Path file() {
        return dir.resolve("audit.jsonl");
    }

    private FileSink sink(Path path, long maxSize, Duration maxAge, int maxFiles) {
        return new FileSink(new FileSinkSettings(path, maxSize, maxAge, maxFiles), () -> now, nanos::get);
    }

    private FileSink sink() {
        return sink(file(), 1 << 20, Duration.ZERO, 3);
    }

    private static void stored(FileSink sink, String... texts) {
        AuditChunk chunk = Chunks.of(texts);
        assertThat(sink.write(chunk)).isEqualTo(WriteResult.all(chunk));
    }

    private static String failure(FileSink sink) {
        WriteResult result = sink.write(Chunks.of("x"));
        assertThat(result.stored().isEmpty()).isTrue();
        return String.valueOf(result.failure());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(dir)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void appendsForItsOwnerOnly() throws IOException {
        try (FileSink sink = sink()) {
            stored(sink, "a", "b");
            stored(sink, "c");
        }
        try (FileSink again = sink()) {
            stored(again, "d");
        }

        assertThat(file()).hasContent("a\nb\nc\nd\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void isRotatedBeforeItIsTooLargeAndOldFilesGo() throws IOException {
        String kilobyte = "k".repeat(1023);
        Files.writeString(dir.resolve("audit-notes.jsonl"), "kept");
        try (FileSink sink = sink(file(), 4096, Duration.ZERO, 2)) {
            for (int i = 0; i < 20; i++) {
                now = now.plusSeconds(1);
                stored(sink, kilobyte);
            }
        }

        assertThat(files())
                .containsExactly(
                        "audit-20261129T120013.123Z.jsonl",
                        "audit-20261129T120017.123Z.jsonl",
                        "audit-notes.jsonl",
                        "audit.jsonl");
        for (String name : files()) {
            assertThat(Files.size(dir.resolve(name))).isLessThanOrEqualTo(4096);
        }
    }

    @Test
    void twoRotationsWithinAMillisecondTakeTwoNames() throws IOException {
        String large = "k".repeat(3000);
        try (FileSink sink = sink(file(), 4096, Duration.ZERO, 9)) {
            stored(sink, large);
            stored(sink, large);
            stored(sink, large);
        }

        assertThat(files())
                .containsExactly(
                        "audit-20261129T120000.123Z.1.jsonl", "audit-20261129T120000.123Z.jsonl", "audit.jsonl");
    }

    @Test
    void isRotatedAtMidnightAlsoAfterARestart() throws IOException {
        Duration day = Duration.ofHours(24);
        try (FileSink sink = sink(file(), 1 << 20, day, 9)) {
            stored(sink, "noon");
            now = NOON.plus(Duration.ofHours(11));
            stored(sink, "evening");
            now = NOON.plus(Duration.ofHours(13));
            stored(sink, "night");
        }
        assertThat(files()).containsExactly("audit-20261130T010000.123Z.jsonl", "audit.jsonl");
        assertThat(file()).hasContent("night\n");

        Files.setLastModifiedTime(file(), java.nio.file.attribute.FileTime.from(now));
        now = now.plus(day);
        try (FileSink sink = sink(file(), 1 << 20, day, 9)) {
            stored(sink, "the next day");
        }
        assertThat(file()).hasContent("the next day\n");
        assertThat(files()).hasSize(3);
    }

    @Test
    void noticesThatSomebodyElseHasMovedItAway() throws IOException {
        try (FileSink sink = sink()) {
            stored(sink, "before");
            Files.move(file(), dir.resolve("moved"));
            stored(sink, "not noticed yet");
            nanos.addAndGet(1_000_000_000);
            stored(sink, "after");
        }

        assertThat(dir.resolve("moved")).hasContent("before\nnot noticed yet\n");
        assertThat(file()).hasContent("after\n");
    }

    @Test
    void looksAtOnceWhenItIsTold() throws IOException {
        try (FileSink sink = sink()) {
            stored(sink, "before");
            Files.move(file(), dir.resolve("moved"));
            Files.writeString(file(), "");
            sink.reopen();
            stored(sink, "after");
        }

        assertThat(file()).hasContent("after\n");
    }

    @Test
    void goesOnBehindAFileThatWasCutOff() throws IOException {
        try (FileSink sink = sink()) {
            stored(sink, "before");
            Files.writeString(file(), "", StandardOpenOption.TRUNCATE_EXISTING);
            stored(sink, "after");
        }

        assertThat(file()).hasContent("after\n");
    }

    @Test
    void aTornLineStaysOnALineOfItsOwn() throws IOException {
        Files.writeString(file(), "{\"time\":\"2026");
        try (FileSink sink = sink()) {
            stored(sink, "whole");
        }

        assertThat(file()).hasContent("{\"time\":\"2026\nwhole\n");
    }

    @Test
    void followsNoLinkAndWritesToNothingButAPlainFileOfItsOwn() throws Exception {
        Path victim = Files.writeString(dir.resolve("victim"), "precious\n");
        try (FileSink sink = sink()) {
            Files.createSymbolicLink(file(), victim);
            assertThat(failure(sink)).contains("it is a symbolic link");
            Files.delete(file());
            Files.createLink(file(), victim);
            assertThat(failure(sink)).contains("it has a second name");
            Files.delete(file());
            Files.createDirectory(file());
            assertThat(failure(sink)).contains("it is not a plain file");
            Files.delete(file());
            assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor())
                    .isZero();
            assertThat(failure(sink)).contains("it is not a plain file");
            Files.delete(file());
            stored(sink, "well");
        }

        assertThat(victim).hasContent("precious\n");
        assertThat(file()).hasContent("well\n");
    }

    @Test
    void warnsOfPermissionsThatAreTooWide() throws IOException {
        Path open = Files.createDirectory(dir.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        FileSinkSettings settings = new FileSinkSettings(open.resolve("a"), 1 << 20, Duration.ZERO, 1);
        try (FileSink sink = new FileSink(settings)) {
            assertThat(AuditFilePlace.warnings(settings))
                    .anyMatch(warning -> warning.contains("everybody may write to"));
            assertThat(AuditFilePlace.obstacle(settings.path())).isNull();
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
            assertThat(AuditFilePlace.warnings(settings)).isEmpty();
            stored(sink, "well");
        }
        assertThat(AuditFilePlace.obstacle(dir.resolve("missing/audit.jsonl"))).contains("there is no such folder");
        Files.setPosixFilePermissions(open.resolve("a"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(AuditFilePlace.warnings(settings)).anyMatch(warning -> warning.contains("everybody may read"));
    }

    @Test
    void oneInstanceWritesToAFile() {
        FileSink first = sink();
        try (FileSink second = sink()) {
            stored(first, "mine");
            assertThat(failure(second)).contains("another instance writes to it");
            first.close();
            stored(second, "now mine");
        }
        assertThat(file()).hasContent("mine\nnow mine\n");
    }

    /** A disk of 64 KiB: what fits is there as whole lines, the rest is not, and once there is room it goes on. */
    @Test
    void aFullDiskLeavesWholeLines() throws Exception {
        Path disk = Files.createDirectory(dir.resolve("disk"));
        mount(disk);
        try {
            String kilobyte = "k".repeat(1000);
            Path small = disk.resolve("audit.jsonl");
            int stored = 0;
            try (FileSink sink = sink(small, 1 << 20, Duration.ZERO, 1)) {
                Path ballast = Files.writeString(disk.resolve("ballast"), "b".repeat(8192));
                AuditChunk lines = Chunks.of(kilobyte, kilobyte, kilobyte);
                WriteResult result = sink.write(lines);
                while (result.failure() == null) {
                    stored += lines.size();
                    result = sink.write(lines);
                }
                assertThat(result.failure()).contains("No space left on device");
                assertThat(stored).isBetween(20, 64);
                assertThat(Files.readAllLines(small)).hasSize(stored).allMatch(kilobyte::equals);

                Files.delete(ballast);
                assertThat(sink.write(lines).failure()).isNull();
                assertThat(Files.readAllLines(small)).hasSize(stored + 3).allMatch(kilobyte::equals);
            }
        } finally {
            assertThat(new ProcessBuilder("umount", disk.toString()).start().waitFor())
                    .isZero();
        }
    }

    private static void mount(Path disk) throws IOException, InterruptedException {
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "gatehouse-test", disk.toString())
                .redirectErrorStream(true)
                .start();
        if (!mount.waitFor(20, TimeUnit.SECONDS) || mount.exitValue() != 0) {
            MachineLimit.leaveOut("right to mount a file system: "
                    + new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }
}
