package io.gatehouse.directory.postgres;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array of texts as PostgreSQL writes it.
 *
 * @param text such as {@code {a,"b c",NULL}}
 */
record ArrayText(String text) {
    private static final String NULL = "NULL";

    /**
     * Its values, in their order.
     *
     * @throws IllegalArgumentException when it is no array of one dimension that begins at 1
     */
    List<@Nullable String> values() {
        Reading reading = new Reading(text);
        try {
            reading.read();
        } catch (IndexOutOfBoundsException e) {
            throw mistake();
        }
        return reading.values;
    }

    private static IllegalArgumentException mistake() {
        return new IllegalArgumentException("no array of one dimension");
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "ArrayText[]";
    }

    /** One pass through the text. */
    private static final class Reading {
        private final String text;
        private final List<@Nullable String> values = new ArrayList<>();
        private int at;

        Reading(String text) {
            this.text = text;
        }

        private void read() {
            expect('{');
            if (text.charAt(at) == '}') {
                at++;
            } else {
                readAll();
            }
            if (at != text.length()) {
                throw mistake();
            }
        }

        private void readAll() {
            do {
                values.add(text.charAt(at) == '"' ? quoted() : bare());
            } while (text.charAt(at++) == ',');
            if (text.charAt(at - 1) != '}') {
                throw mistake();
            }
        }

        private void expect(char c) {
            if (text.charAt(at++) != c) {
                throw mistake();
            }
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\') {
                    at++;
                }
                value.append(text.charAt(at));
            }
            at++;
            return value.toString();
        }

        private @Nullable String bare() {
            StringBuilder value = new StringBuilder();
            for (char c = text.charAt(at); c != ',' && c != '}'; c = text.charAt(at)) {
                if (c == '{' || c == '"') {
                    throw mistake();
                }
                if (c == '\\') {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            if (value.isEmpty()) {
                throw mistake();
            }
            return value.toString().equals(NULL) ? null : value.toString();
        }
    }
}
