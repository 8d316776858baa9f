package io.gatehouse.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes dotted paths and their values as nested YAML. */
final class Yaml {
    private Yaml() {}

    static String nested(Map<String, String> values) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        StringBuilder yaml = new StringBuilder("{");
        new TreeMap<>(values).forEach((path, value) -> {
            int dot = path.indexOf('.');
            if (dot < 0) {
                yaml.append(path).append(": '").append(value).append("', ");
            } else {
                sections.computeIfAbsent(path.substring(0, dot), name -> new TreeMap<>())
                        .put(path.substring(dot + 1), value);
            }
        });
        sections.forEach((name, inner) ->
                yaml.append(name).append(": ").append(nested(inner)).append(", "));
        return yaml.append("}").toString();
    }
}
