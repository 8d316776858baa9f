package io.gatehouse.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is wrong, so that a user sees all of it at once. */
final class Problems {
    private final List<String> list = new ArrayList<>();
    /** Those of keys that there are not, by the path of the key. */
    private final Map<String, String> unknown = new HashMap<>();

    private final List<String> commandLine = new ArrayList<>();
    private final Set<String> unset = new HashSet<>();

    /** Notes that a key's value in the file has a variable in it that is not set; all else that is wrong with it follows. */
    void addUnset(Where where, String path, String message) {
        unset.remove(path);
        add(where, path, message);
        unset.add(path);
    }

    /** Notes a problem with a key's value, once: what a directory is configured with is read for more than one purpose. */
    void add(Where where, String path, String message) {
        if (where.layer() == Where.Layer.FILE && unset.contains(path)) {
            return;
        }
        String problem = where.place() + ": " + path + ": " + message;
        if (list.contains(problem)) {
            return;
        }
        list.add(problem);
        if (where.layer() == Where.Layer.OPTION) {
            commandLine.add(problem);
        }
    }

    /** Notes a key that there is not. */
    void addUnknown(Where where, String path, String message) {
        add(where, path, message);
        unknown.put(path, where.place() + ": " + path + ": " + message);
    }

    /** Leaves out what was said of unknown keys below a path, where nobody can tell which keys there are. */
    void forgetUnknownBelow(String path) {
        unknown.forEach((key, problem) -> {
            if (key.startsWith(path + ".")) {
                list.remove(problem);
            }
        });
    }

    /** Says first what most of the others follow from. */
    void first(String problem) {
        list.add(0, problem);
    }

    void throwIfAny() {
        if (!list.isEmpty()) {
            throw new ConfigException(list, !commandLine.isEmpty());
        }
    }

    /** Leaves out what is wrong elsewhere. */
    void throwIfOfCommandLine() {
        if (!commandLine.isEmpty()) {
            throw new ConfigException(commandLine, true);
        }
    }
}
