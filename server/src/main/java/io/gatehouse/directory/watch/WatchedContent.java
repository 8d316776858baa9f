package io.gatehouse.directory.watch;

import java.nio.file.Path;

/**
 * What a directory makes of its file, on the thread that watches it.
 *
 * @param <T> what is read
 */
public interface WatchedContent<T> {
    /**
     * Reads the file, or a copy of it.
     *
     * @throws io.gatehouse.directory.users.UsersFileException when it cannot be used
     */
    T read(Path path);

    /** The checksum of the bytes that were read. */
    long checksum(T content);

    /** Puts it in the place of what was read before, and tells of it. */
    void use(T content);

    /** What is in use now, for messages: {@code 3 users}. */
    String inUse();
}
