package io.gatehouse.service.explain;

import java.util.List;

/**
 * How the rights of one user differ between two configurations.
 *
 * @param directory the directory that knows the user
 */
public record RightsChange(String directory, String user, List<Difference> differences) {
    public RightsChange {
        differences = List.copyOf(differences);
    }

    /**
     * What one of them has and the other has not.
     *
     * @param what of which kind it is, such as {@code publish allow}
     */
    public record Difference(String what, List<String> added, List<String> removed) {
        public Difference {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }
}
