package io.gatehouse.explain;

import io.gatehouse.policy.Identity;
import io.gatehouse.policy.text.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An identity that is assumed in the place of credentials.
 *
 * @param attributes each a name and a value, such as {@code ward=3}
 * @param directory the name of the directory that has found it; null where there is only one
 */
public record AssumedIdentity(
        String name,
        List<String> groups,
        List<String> attributes,
        @Nullable String directory) {
    public AssumedIdentity {
        groups = List.copyOf(groups);
        attributes = List.copyOf(attributes);
    }

    /**
     * The identity.
     *
     * @param directories the names of the directories that there are
     * @throws IllegalArgumentException when it cannot be meant
     */
    Identity identity(List<String> directories) {
        return new Identity(directory(directories), name, byName(), Set.copyOf(groups), null);
    }

    private String directory(List<String> directories) {
        if (directory == null && directories.size() == 1) {
            return directories.get(0);
        }
        if (directory != null && !directories.contains(directory)) {
            throw new IllegalArgumentException("--directory: there is no directory " + Quoted.of(directory) + ", but "
                    + String.join(", ", directories));
        }
        if (directory == null) {
            throw new IllegalArgumentException("--as: say with --directory which directory has found the identity: "
                    + String.join(", ", directories));
        }
        return directory;
    }

    private Map<String, List<String>> byName() {
        Map<String, List<String>> all = new TreeMap<>();
        for (String pair : attributes) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--attribute needs a name and a value, as in --attribute team=blue");
            }
            all.merge(
                    pair.substring(0, equals),
                    List.of(pair.substring(equals + 1)),
                    (before, more) ->
                            Stream.concat(before.stream(), more.stream()).toList());
        }
        return all;
    }
}
