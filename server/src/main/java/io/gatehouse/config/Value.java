package io.gatehouse.config;

import java.util.List;
import java.util.Map;

/** A value of the configuration file, with where it stands. */
sealed interface Value {
    Where where();

    /**
     * A text.
     *
     * @param substituted whether the text came from an environment variable through {@code ${NAME}}
     */
    record Scalar(String text, boolean substituted, Where where) implements Value {}

    /** A list of texts. */
    record Items(List<Scalar> items, Where where) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Keys and their values, in the file's order. */
    record Mapping(Map<String, Value> entries, Where where) implements Value {}

    /** Nothing: {@code null}, or a key with nothing behind its colon. */
    record Nothing(Where where) implements Value {}
}
