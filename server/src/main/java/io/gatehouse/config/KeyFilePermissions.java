package io.gatehouse.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds files with secrets that others than their owner may read or change. A file of root's that a service reads as a member of its
 * group is as it should be: so packages and Kubernetes give secrets to a service that may not change them.
 */
public final class KeyFilePermissions {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final Set<PosixFilePermission> OTHERS_THAN_GROUP = EnumSet.of(
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private static final String ROOT = "root";

    private final String user;
    private final String root;

    private KeyFilePermissions(String user, String root) {
        this.user = user;
        this.root = root;
    }

    /** The files with the secrets, and the configuration file where secrets are written out in it. */
    public static List<String> warnings(@Nullable Path configuration, List<SecretSource> secrets) {
        return warnings(configuration, secrets, System.getProperty("user.name", ""), ROOT);
    }

    /**
     * The same.
     *
     * @param user who reads them
     * @param root the owner whose files the user's group may read
     */
    static List<String> warnings(@Nullable Path configuration, List<SecretSource> secrets, String user, String root) {
        KeyFilePermissions permissions = new KeyFilePermissions(user, root);
        List<String> warnings = new ArrayList<>(secrets.stream()
                .map(SecretSource::file)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .map(permissions::warning)
                .filter(warning -> !warning.isEmpty())
                .toList());
        List<String> literal = secrets.stream()
                .filter(SecretSource::literal)
                .map(SecretSource::path)
                .toList();
        String warning = configuration == null || literal.isEmpty() ? "" : permissions.warning(configuration);
        if (!warning.isEmpty()) {
            warnings.add(warning + ", or move " + String.join(", ", literal) + " to files of their own");
        }
        return warnings;
    }

    /** Empty where nothing is wrong, or cannot be looked at. */
    private String warning(Path file) {
        try {
            PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class);
            boolean byGroup = found.owner().getName().equals(root) && !user.equals(root);
            Set<PosixFilePermission> others = byGroup ? OTHERS_THAN_GROUP : OTHERS;
            return found.permissions().stream().anyMatch(others::contains)
                    ? "the file " + file + " holds a secret, and others than "
                            + (byGroup ? "root and the service's group" : "its owner") + " may use it ("
                            + PosixFilePermissions.toString(found.permissions()) + "): " + advice(file, byGroup)
                    : "";
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String advice(Path file, boolean byGroup) {
        return byGroup
                ? "give it the service's group and chmod 640 " + file
                        + "; a Secret in Kubernetes wants defaultMode: 0440 and fsGroup"
                : "chmod 600 " + file;
    }
}
