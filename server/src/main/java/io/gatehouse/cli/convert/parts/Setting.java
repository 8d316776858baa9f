package io.gatehouse.cli.convert.parts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A setting of the configuration that is imported: a text, a list or a map. It knows whether it was asked for, so that whatever nobody
 * has asked for can be told.
 */
public final class Setting {
    private final String path;
    private final String place;
    private final @Nullable String text;
    private final Map<String, Setting> entries;
    private final List<Setting> items;
    private boolean used;

    private Setting(
            String path, String place, @Nullable String text, Map<String, Setting> entries, List<Setting> items) {
        this.path = path;
        this.place = place;
        this.text = text;
        this.entries = entries;
        this.items = items;
    }

    /**
     * One value.
     *
     * @param path its name, with those of the sections that it is in
     * @param place its file and line
     */
    public static Setting of(String path, String place, String text) {
        return new Setting(path, place, text, Map.of(), List.of());
    }

    public static Setting of(String path, String place, Map<String, Setting> entries) {
        return new Setting(path, place, null, new LinkedHashMap<>(entries), List.of());
    }

    public static Setting of(String path, String place, List<Setting> items) {
        return new Setting(path, place, null, Map.of(), List.copyOf(items));
    }

    private static Setting absent(String path) {
        return new Setting(path, "", null, Map.of(), List.of());
    }

    /** The name of a setting within a section. */
    public static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public String path() {
        return path;
    }

    public String place() {
        return place;
    }

    public boolean isPresent() {
        return !place.isEmpty();
    }

    public boolean isSection() {
        return !entries.isEmpty();
    }

    /** The text, which counts as asked for; null when it is none. */
    public @Nullable String text() {
        used = true;
        return text;
    }

    /** The text; another one when there is none. */
    public String text(String otherwise) {
        String given = text();
        return given == null ? otherwise : given;
    }

    /** Whether it is switched on. */
    public boolean isOn() {
        return List.of("true", "on", "yes").contains(text("").toLowerCase(Locale.ROOT));
    }

    /** An entry by any of its names, whose case does not count. */
    public Setting get(String... names) {
        used = true;
        return entries.entrySet().stream()
                .filter(entry -> Arrays.asList(names).contains(entry.getKey().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> absent(below(path, names[0])));
    }

    /**
     * An entry by any of its names, where only one of them may be there.
     *
     * @throws ImportFailure when there are several, of which the service takes either
     */
    public Setting sole(String... names) {
        List<String> given = entries.keySet().stream()
                .filter(name -> Arrays.asList(names).contains(name.toLowerCase(Locale.ROOT)))
                .toList();
        if (given.size() > 1) {
            throw new ImportFailure(place + ": " + String.join(" and ", given)
                    + " are one setting, and which of them counts is left to chance: remove all but one");
        }
        return get(names);
    }

    public Map<String, Setting> entries() {
        used = true;
        return entries;
    }

    /** The items of a list; a single text, or a section, is a list of one. */
    public List<Setting> items() {
        used = true;
        if (text != null || !entries.isEmpty()) {
            return List.of(this);
        }
        return items;
    }

    /** The texts of a list. */
    public List<String> texts() {
        return items().stream().map(Setting::text).flatMap(Stream::ofNullable).toList();
    }

    /** Whether it, or one below it, is this text; that does not count as asked for. */
    public boolean holds(String wanted) {
        return wanted.equals(text)
                || Stream.concat(entries.values().stream(), items.stream()).anyMatch(below -> below.holds(wanted));
    }

    /** Counts as asked for, with all below it. */
    public Setting use() {
        used = true;
        entries.values().forEach(Setting::use);
        items.forEach(Setting::use);
        return this;
    }

    /** What nobody has asked for: whole sections where nothing of them was. */
    public List<Setting> unused() {
        if (!isUsed()) {
            return List.of(this);
        }
        List<Setting> found = new ArrayList<>();
        Stream.concat(entries.values().stream(), items.stream()).forEach(below -> found.addAll(below.unused()));
        return found;
    }

    private boolean isUsed() {
        return used || Stream.concat(entries.values().stream(), items.stream()).anyMatch(Setting::isUsed);
    }

    /** Without what it holds, which may be a secret. */
    @Override
    public String toString() {
        return place + ": " + path;
    }
}
