package io.gatehouse.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys that belong together, owned by the feature that reads them. The configuration is a section without a name; sections of
 * one name are one section of the configuration, whoever owns its keys.
 *
 * @param name {@link #EACH} for any name that the user chooses
 */
public record Section(String name, List<Entry> entries) implements Entry {
    /** The name of a section that stands for all those that the user names. */
    public static final String EACH = "*";

    public Section {
        entries = List.copyOf(entries);
    }

    public static Section of(String name, Entry... entries) {
        return new Section(name, List.of(entries));
    }

    /**
     * A key that has another place now: to give it is a mistake.
     *
     * @param from the path that it had
     * @param to what to write in place of it
     */
    public static Entry moved(String from, String to) {
        int dot = from.indexOf('.');
        return dot < 0 ? Key.moved(from, to) : of(from.substring(0, dot), moved(from.substring(dot + 1), to));
    }

    /** All keys, in their order. */
    public List<Placed> keys() {
        return entries.stream().flatMap(entry -> placed("", entry)).toList();
    }

    /** The paths of all keys. */
    Set<String> paths() {
        return keys().stream().map(Placed::path).collect(Collectors.toSet());
    }

    private static Stream<Placed> placed(String prefix, Entry entry) {
        String path = prefix + entry.name();
        return entry instanceof Section section
                ? section.entries.stream().flatMap(inner -> placed(path + ".", inner))
                : Stream.of(new Placed(path, (Key<?>) entry));
    }

    /** The environment variable that sets what is at a path. */
    static String variable(List<String> path) {
        return "GATEHOUSE_" + String.join("_", path).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
    }

    /**
     * A key in its place.
     *
     * @param path dotted, as in {@code nats.tls.ca}, with {@link #EACH} for names that the user chooses
     */
    public record Placed(String path, Key<?> key) {
        public List<String> segments() {
            return List.of(path.split("\\."));
        }

        /** The environment variable that sets it; {@link #EACH} stays in it. */
        public String variable() {
            return Section.variable(segments());
        }
    }
}
