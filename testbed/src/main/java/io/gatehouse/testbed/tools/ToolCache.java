package io.gatehouse.testbed.tools;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fetched programs, one file or folder per program and pinned version. It appears there by one atomic rename, so that anyone who
 * sees it may run it; a file lock keeps two processes from fetching the same program at once.
 */
final class ToolCache {
    /** File locks belong to the whole JVM; this one keeps its threads apart. */
    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    private final Path root;
    private final Progress progress;

    ToolCache(Path root, Progress progress) {
        this.root = root;
        this.progress = progress;
    }

    /** Runs while this process holds the fetch lock. */
    @FunctionalInterface
    interface Locked<T> {
        T run() throws IOException, InterruptedException;
    }

    Path file(ToolSpec spec) {
        return folder(spec).resolve(spec.fileName());
    }

    private Path folder(ToolSpec spec) {
        return root.resolve(spec.command()).resolve(spec.edition());
    }

    /** Where the cached file came from, in words for people. */
    String origin(ToolSpec spec) {
        try {
            return Files.readString(note(spec)).strip();
        } catch (IOException e) {
            return "the cache";
        }
    }

    Optional<Path> lookUp(ToolSpec spec) {
        return Optional.of(file(spec)).filter(Files::isExecutable);
    }

    <T> T locked(ToolSpec spec, Locked<T> work) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(root.resolve(spec.command()));
        IN_THIS_JVM.lockInterruptibly();
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock(channel, spec)) {
            assert held.isValid();
            return work.run();
        } finally {
            IN_THIS_JVM.unlock();
        }
    }

    private FileLock lock(FileChannel channel, ToolSpec spec) throws IOException {
        FileLock free = channel.tryLock();
        if (free != null) {
            return free;
        }
        progress.tell("another process is getting " + spec.label() + "; waiting for it");
        return channel.lock();
    }

    /** An empty folder on the cache's own file system, where a rename into the cache is atomic. */
    Path workspace(ToolSpec spec) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(root.resolve(spec.command())), "fetch-");
    }

    void keep(ToolSpec spec, Path program, String origin) throws IOException {
        if (spec.needsItsFolder()) {
            FileTree.delete(folder(spec));
            Files.move(program.resolveSibling(""), folder(spec), StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.createDirectories(folder(spec));
            Files.move(program, file(spec), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(note(spec), origin + System.lineSeparator());
    }

    private Path note(ToolSpec spec) {
        return file(spec).resolveSibling("origin");
    }
}
