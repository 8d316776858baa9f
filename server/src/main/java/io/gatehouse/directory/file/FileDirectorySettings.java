package io.gatehouse.directory.file;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where users.json is, and how its passwords are checked.
 *
 * @param path the file
 * @param reload how often the file is looked at for a change, at least 100 ms
 * @param hashThreads threads that check password hashes, 1 to 256
 * @param hashQueue checks that may wait for a thread, 1 to 1,000,000
 */
public record FileDirectorySettings(Path path, Duration reload, int hashThreads, int hashQueue) {}
