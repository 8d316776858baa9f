package io.gatehouse.config;

import java.util.List;
import java.util.Map;

/** A value of the configuration file, with where it stands. Its text tells that alone: a value may be a secret. */
sealed interface Value {
    Where where();

    /**
     * A text.
     *
     * @param substituted whether the text came from an environment variable through {@code ${NAME}}
     */
    record Scalar(String text, boolean substituted, Where where) implements Value {
        @Override
        public String toString() {
            return "Scalar[" + where.place() + "]";
        }
    }

    /** A list of texts. */
    record Items(List<Scalar> items, Where where) implements Value {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "Items[" + where.place() + "]";
        }
    }

    /** Keys and their values, in the file's order. */
    record Mapping(Map<String, Value> entries, Where where) implements Value {
        /** Without the keys as well: what should have been a value may have been read as one. */
        @Override
        public String toString() {
            return "Mapping[" + where.place() + "]";
        }
    }

    /** Nothing: {@code null}, or a key with nothing behind its colon. */
    record Nothing(Where where) implements Value {}
}
