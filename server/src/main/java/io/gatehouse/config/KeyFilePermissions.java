package io.gatehouse.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds files with secrets that others than their owner may read or change. */
public final class KeyFilePermissions {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private KeyFilePermissions() {}

    /** The files with the secrets, and the configuration file where secrets are written out in it. */
    public static List<String> warnings(@Nullable Path configuration, List<SecretSource> secrets) {
        List<String> warnings = new ArrayList<>(secrets.stream()
                .map(SecretSource::file)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .filter(KeyFilePermissions::isOpen)
                .map(KeyFilePermissions::warning)
                .toList());
        List<String> literal = secrets.stream()
                .filter(SecretSource::literal)
                .map(SecretSource::path)
                .toList();
        if (configuration != null && !literal.isEmpty() && isOpen(configuration)) {
            warnings.add(warning(configuration) + ", or move " + String.join(", ", literal) + " to files of their own");
        }
        return warnings;
    }

    private static boolean isOpen(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static String warning(Path file) {
        try {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            return "the file " + file + " holds a secret, and others than its owner may use it (" + mode
                    + "): chmod 600 " + file;
        } catch (IOException e) {
            return "the file " + file + " holds a secret, and its permissions cannot be read";
        }
    }
}
