package io.gatehouse.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which keys there are, as a tree; finds those of a file that there are not. */
final class Schema {
    private final Map<String, Schema> children = new HashMap<>();
    /** The names of the children, but those of keys that have moved. */
    private final Set<String> known = new TreeSet<>();

    private final Set<String> paths = new LinkedHashSet<>();
    private boolean value;

    private Schema() {}

    Schema(Section root) {
        for (Section.Placed placed : root.keys()) {
            add(placed);
        }
    }

    private void add(Section.Placed placed) {
        Schema at = this;
        boolean moved = placed.key().isMoved();
        for (String segment : placed.segments()) {
            if (!moved) {
                at.known.add(segment);
            }
            at = at.children.computeIfAbsent(segment, name -> new Schema());
        }
        at.value = true;
        if (!moved) {
            paths.add(placed.path());
        }
    }

    /** Whether a path leads to a key. */
    boolean knows(List<String> path) {
        Schema at = this;
        for (String segment : path) {
            Schema next = at.child(segment);
            if (next == null) {
                return false;
            }
            at = next;
        }
        return at.value;
    }

    /** What may have been meant by a path that leads to none. */
    String hint(String path) {
        String near = Suggestion.words(path, paths);
        return near.isEmpty() ? "; docs/reference/configuration.md lists them all" : near;
    }

    /** Notes every key of a file that is unknown, and every value in the place of a section. */
    void check(Value.Mapping file, Problems problems) {
        check(file, List.of(), problems);
    }

    private void check(Value.Mapping mapping, List<String> path, Problems problems) {
        mapping.entries().forEach((name, value) -> {
            List<String> inner = append(path, name);
            Schema child = child(name);
            if (child == null || child.isForgotten(value)) {
                problems.addUnknown(value.where(), String.join(".", inner), unknown(name));
            } else {
                child.checkValue(value, inner, problems);
            }
        });
    }

    /** A section may be empty; a key that is there and has no value is a slip, and never means the default. */
    private void checkValue(Value found, List<String> path, Problems problems) {
        if (found instanceof Value.Nothing) {
            if (children.isEmpty()) {
                problems.add(found.where(), String.join(".", path), "has no value; write one, or remove the key");
            }
        } else if (found instanceof Value.Mapping mapping) {
            if (children.isEmpty()) {
                problems.add(found.where(), String.join(".", path), "has keys below it, where one value is wanted");
            } else {
                check(mapping, path, problems);
            }
        } else if (!children.isEmpty()) {
            problems.add(found.where(), String.join(".", path), "is a value, where keys below it are wanted" + names());
        }
    }

    private @Nullable Schema child(String name) {
        Schema named = name.equals(Section.EACH) ? null : children.get(name);
        return named != null ? named : children.get(Section.EACH);
    }

    /** Whether only keys that have moved were in such a section, and none of them is in this one. */
    private boolean isForgotten(Value found) {
        return known.isEmpty()
                && found instanceof Value.Mapping mapping
                && Collections.disjoint(mapping.entries().keySet(), children.keySet());
    }

    private String unknown(String name) {
        if (known.isEmpty()) {
            return "unknown key; remove it";
        }
        String near = Suggestion.words(name, known);
        return "unknown key" + (near.isEmpty() ? "; remove it, or use one of the known ones" + names() : near);
    }

    private String names() {
        return children.containsKey(Section.EACH) ? "" : " (" + String.join(", ", known) + ")";
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
