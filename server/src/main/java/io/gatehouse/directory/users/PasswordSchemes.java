package io.gatehouse.directory.users;

import io.gatehouse.passwords.PasswordHash;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many passwords of a file are stored in which scheme.
 *
 * @param counts users by scheme, in the order of the schemes' names
 * @param decoy one of the passwords in the most common scheme; null when there is none
 * @param slow whether any of the schemes is a slow hash
 */
record PasswordSchemes(
        Map<String, Integer> counts, @Nullable PasswordHash decoy, boolean slow) {
    static PasswordSchemes of(Stream<FileUser> users) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, PasswordHash> first = new TreeMap<>();
        users.map(FileUser::password).forEach(password -> {
            if (password != null) {
                String scheme = password.scheme();
                counts.merge(scheme, 1, Integer::sum);
                first.putIfAbsent(scheme, password);
            }
        });
        PasswordHash decoy = counts.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(most -> first.get(most.getKey()))
                .orElse(null);
        return new PasswordSchemes(counts, decoy, first.values().stream().anyMatch(PasswordHash::slow));
    }
}
