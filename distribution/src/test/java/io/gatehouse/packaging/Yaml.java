package io.gatehouse.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A value of a YAML document: what is in it is named by keys and indexes. */
record Yaml(@Nullable Object value) {
    static Yaml of(String text) {
        return new Yaml(load().loadFromString(text));
    }

    /** All documents of a text but empty ones. */
    static List<Yaml> all(String text) {
        List<Yaml> documents = new ArrayList<>();
        for (Object document : load().loadAllFromString(text)) {
            if (document != null) {
                documents.add(new Yaml(document));
            }
        }
        return documents;
    }

    private static Load load() {
        return new Load(LoadSettings.builder().build());
    }

    /** What is there; its value is null where nothing is. */
    Yaml at(Object... path) {
        Object here = value;
        for (Object step : path) {
            if (here instanceof List<?> list && step instanceof Integer index) {
                here = list.get(index);
            } else {
                here = here instanceof Map<?, ?> map ? map.get(step) : null;
            }
        }
        return new Yaml(here);
    }

    boolean isThere() {
        return value != null;
    }

    /** The items of a list; none where there is none. */
    List<Yaml> items() {
        List<Yaml> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> items.add(new Yaml(item)));
        }
        return items;
    }

    /** The keys of a map; none where there is none. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> keys.add(String.valueOf(key)));
        }
        return keys;
    }

    List<String> texts() {
        return items().stream().map(Yaml::text).toList();
    }

    String text() {
        assertThat(value).isNotNull();
        return String.valueOf(value);
    }

    int number() {
        return Integer.parseInt(text());
    }
}
