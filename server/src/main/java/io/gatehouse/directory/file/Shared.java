package io.gatehouse.directory.file;

import java.util.HashMap;
import java.util.Map;

/** Keeps one of each equal value, so that users with the same permissions share them. */
final class Shared {
    private final Map<Object, Object> values = new HashMap<>();

    /** The first value that was equal to this one. */
    @SuppressWarnings("unchecked")
    <T> T one(T value) {
        Object first = values.putIfAbsent(value, value);
        return first == null ? value : (T) first;
    }
}
