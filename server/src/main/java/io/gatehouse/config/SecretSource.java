package io.gatehouse.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret came from, without the secret.
 *
 * @param path the key
 * @param place where the key was written
 * @param file the file that held it; null when it was written out
 * @param literal whether the secret itself stands in the configuration file
 */
public record SecretSource(
        String path, String place, @Nullable Path file, boolean literal) {
    /** How large a file with a secret may be. */
    public static final int MAX_FILE_BYTES = 64 * 1024;
}
