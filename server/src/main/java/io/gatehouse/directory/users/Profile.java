package io.gatehouse.directory.users;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the file knows of a user, and rules may ask for: groups, and attributes with their values. */
public record Profile(Set<String> groups, Map<String, List<String>> attributes) {
    /** Of a user of whom nothing is known. */
    public static final Profile NONE = new Profile(Set.of(), Map.of());

    /** @param attributes each with its values, in lists that cannot be changed */
    public Profile {
        groups = Set.copyOf(groups);
        attributes = Map.copyOf(attributes);
    }
}
