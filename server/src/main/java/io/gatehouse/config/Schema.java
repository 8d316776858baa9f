package io.gatehouse.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which keys there are, as a tree; finds those of a file that there are not. */
final class Schema {
    private static final Schema ROOT = build();

    private final Map<String, Schema> children = new HashMap<>();
    private boolean value;

    private Schema() {}

    static Schema root() {
        return ROOT;
    }

    private static Schema build() {
        Schema root = new Schema();
        for (Key key : Key.values()) {
            Schema at = root;
            for (String segment : key.segments()) {
                at = at.children.computeIfAbsent(segment, name -> new Schema());
            }
            at.value = true;
        }
        return root;
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

    /** Notes every key of the section that is unknown, and every value that stands where a section should. */
    void check(Value.Section section, Problems problems) {
        check(section, List.of(), problems);
    }

    private void check(Value.Section section, List<String> path, Problems problems) {
        section.entries().forEach((name, value) -> {
            List<String> inner = append(path, name);
            Schema child = child(name);
            if (child == null) {
                problems.add(value.where(), String.join(".", inner), unknown(name));
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
        } else if (found instanceof Value.Section section) {
            if (children.isEmpty()) {
                problems.add(found.where(), String.join(".", path), "has keys below it, where one value is wanted");
            } else {
                check(section, path, problems);
            }
        } else if (!children.isEmpty()) {
            problems.add(found.where(), String.join(".", path), "is a value, where keys below it are wanted" + names());
        }
    }

    private @Nullable Schema child(String name) {
        Schema named = name.equals(Key.ANY) ? null : children.get(name);
        return named != null ? named : children.get(Key.ANY);
    }

    private String unknown(String name) {
        Optional<String> near = Suggestion.nearest(name, children.keySet());
        return near.map(known -> "unknown key; did you mean " + known + "?")
                .orElseGet(() -> "unknown key; remove it, or use one of the known ones" + names());
    }

    private String names() {
        return children.containsKey(Key.ANY)
                ? ""
                : " (" + String.join(", ", children.keySet().stream().sorted().toList()) + ")";
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
