package io.gatehouse.admin.status;

import io.gatehouse.claims.jwt.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes what is shown as JSON. */
final class StatusWriter {
    private static final String NULL = "null";
    private static final double THOUSAND = 1e3;

    private final JsonWriter json = new JsonWriter(8 * 1024);

    StatusWriter begin() {
        json.begin();
        return this;
    }

    StatusWriter text(String name, @Nullable String value) {
        if (value == null) {
            return plain(name, NULL);
        }
        json.member(name, value);
        return this;
    }

    StatusWriter number(String name, long value) {
        json.member(name, value);
        return this;
    }

    StatusWriter number(String name, @Nullable Integer value) {
        return plain(name, String.valueOf(value));
    }

    /** With three decimals; null for what is not a number. */
    StatusWriter decimal(String name, double value) {
        return plain(name, decimal(value));
    }

    StatusWriter flag(String name, boolean value) {
        return plain(name, String.valueOf(value));
    }

    StatusWriter texts(String name, Iterable<String> values) {
        json.name(name).beginList();
        values.forEach(json::string);
        json.endList();
        return this;
    }

    /** A list of numbers, which are written already. */
    StatusWriter numbers(String name, List<String> values) {
        return plain(name, "[" + String.join(",", values) + "]");
    }

    StatusWriter object(String name, Consumer<StatusWriter> members) {
        json.name(name).begin();
        members.accept(this);
        json.end();
        return this;
    }

    <T> StatusWriter objects(String name, Iterable<T> values, Members<T> members) {
        json.name(name).beginList();
        for (T value : values) {
            json.begin();
            members.write(this, value);
            json.end();
        }
        json.endList();
        return this;
    }

    /** Writes the members of an object. */
    @FunctionalInterface
    interface Members<T> {
        void write(StatusWriter json, T value);
    }

    String end() {
        json.end();
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }

    private StatusWriter plain(String name, String value) {
        json.name(name).ascii(value);
        return this;
    }

    static String decimal(double value) {
        return Double.isFinite(value) ? String.valueOf(Math.round(value * THOUSAND) / THOUSAND) : NULL;
    }
}
