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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds files with secrets that others than their owner may read or change. A file of root's that a service reads as a member of its
 * group is as it should be: so packages and Kubernetes give secrets to a service that may not change them. Any other group of such a
 * file is of others.
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

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** What Linux tells of this process. */
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Reader reader;
    private final String root;

    private KeyFilePermissions(Reader reader, String root) {
        this.reader = reader;
        this.root = root;
    }

    /**
     * Who reads the files.
     *
     * @param groups the numbers of the groups that the process is in; empty where the system does not tell, and any may be one
     */
    record Reader(String user, Set<Integer> groups) {
        static Reader ofThisProcess() {
            Set<Integer> groups;
            try {
                groups = groups(Files.readAllLines(STATUS));
            } catch (IOException e) {
                groups = Set.of();
            }
            return new Reader(System.getProperty("user.name", ""), groups);
        }

        /** The primary groups ({@code Gid}) and the supplementary ones, in the form of {@code /proc/self/status}. */
        static Set<Integer> groups(List<String> status) {
            return status.stream()
                    .filter(line -> line.startsWith("Gid:") || line.startsWith("Groups:"))
                    .flatMap(line -> NUMBER.matcher(line).results())
                    .map(number -> Integer.parseUnsignedInt(number.group()))
                    .collect(Collectors.toUnmodifiableSet());
        }

        boolean isIn(int group) {
            return groups.isEmpty() || groups.contains(group);
        }
    }

    /** The files with the secrets, and the configuration file where secrets are written out in it. */
    public static List<String> warnings(@Nullable Path configuration, List<SecretSource> secrets) {
        return warnings(configuration, secrets, Reader.ofThisProcess(), ROOT);
    }

    /**
     * The same.
     *
     * @param root the owner whose files a group of the reader's may read
     */
    static List<String> warnings(@Nullable Path configuration, List<SecretSource> secrets, Reader reader, String root) {
        KeyFilePermissions permissions = new KeyFilePermissions(reader, root);
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
            boolean byGroup =
                    found.owner().getName().equals(root) && !reader.user().equals(root);
            boolean ours = byGroup && reader.isIn((int) Files.getAttribute(file, "unix:gid"));
            Set<PosixFilePermission> others = ours ? OTHERS_THAN_GROUP : OTHERS;
            return found.permissions().stream().anyMatch(others::contains)
                    ? "the file " + file + " holds a secret, and others than "
                            + (byGroup ? "root and the service's group" : "its owner") + " may use it ("
                            + PosixFilePermissions.toString(found.permissions())
                            + (byGroup && !ours
                                    ? " for the group " + found.group().getName()
                                    : "") + "): "
                            + advice(file, byGroup)
                    : "";
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
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
