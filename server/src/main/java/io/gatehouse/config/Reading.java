package io.gatehouse.config;

import io.gatehouse.config.Layers.Found;
import io.gatehouse.config.Value.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns found values into what a key's type asks for. What is wrong is noted, and the default read in its place. */
final class Reading {
    private final Layers layers;
    private final Problems problems;

    Reading(Layers layers, Problems problems) {
        this.layers = layers;
        this.problems = problems;
    }

    Layers layers() {
        return layers;
    }

    Problems problems() {
        return problems;
    }

    @Nullable Found find(Key key, String... names) {
        return layers.find(key.segments(names));
    }

    boolean has(Key key) {
        return find(key) != null;
    }

    /** The text of a key; null when it is not given and has no default. */
    @Nullable String text(Key key) {
        Scalar scalar = scalar(find(key));
        return scalar != null ? scalar.text() : orNull(key.defaultText());
    }

    /** The text of a key that has a default. */
    String textOrDefault(Key key) {
        Scalar scalar = scalar(find(key));
        return scalar != null ? scalar.text() : key.defaultText();
    }

    /** A text that is not empty and has no white space in it. */
    String word(Key key) {
        String text = textOrDefault(key);
        Found found = find(key);
        if (found != null && (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace))) {
            problems.add(found.where(), found.path(), "must be one word, without white space");
            return key.defaultText();
        }
        return text;
    }

    /** Texts given as a list, or in one text with commas between them. */
    List<String> list(Key key) {
        Found found = find(key);
        List<String> given = found == null ? List.of() : split(found);
        if (found != null && given.isEmpty()) {
            problems.add(found.where(), found.path(), "is empty; give at least one value");
        }
        return given.isEmpty() && !key.defaultText().isEmpty() ? List.of(key.defaultText()) : given;
    }

    private static List<String> split(Found found) {
        return found.scalars().stream()
                .flatMap(scalar -> java.util.Arrays.stream(scalar.text().split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** A duration within bounds; the default is the key's own. */
    Duration duration(Key key, Duration least, Duration most) {
        Duration fallback = Durations.parse(key.defaultText());
        if (fallback == null) {
            throw new IllegalStateException(key + " has no duration for a default");
        }
        return duration(key, fallback, least, most);
    }

    /** A duration within bounds, with a default that depends on other keys. */
    Duration duration(Key key, Duration fallback, Duration least, Duration most) {
        Found found = find(key);
        Scalar scalar = scalar(found);
        if (found == null || scalar == null) {
            return fallback;
        }
        Duration parsed = Durations.parse(scalar.text());
        if (parsed == null) {
            problems.add(
                    found.where(),
                    found.path(),
                    "'" + scalar.text()
                            + "' is not a duration; write a whole number and a unit, such as 1500ms, 2s or 1m");
            return fallback;
        }
        if (parsed.compareTo(least) < 0 || parsed.compareTo(most) > 0) {
            String bounds = Durations.format(least) + " and " + Durations.format(most);
            problems.add(found.where(), found.path(), "'" + scalar.text() + "' is not between " + bounds);
            return fallback;
        }
        return parsed;
    }

    /** A whole number from 1 to the given bound. */
    int count(Key key, int fallback, int most) {
        Found found = find(key);
        Scalar scalar = scalar(found);
        if (found == null || scalar == null) {
            return fallback;
        }
        try {
            int count = Integer.parseInt(scalar.text().strip());
            if (count >= 1 && count <= most) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        problems.add(
                found.where(), found.path(), "'" + scalar.text() + "' is not a whole number between 1 and " + most);
        return fallback;
    }

    /** A whole number from 0 to the given bound; the default is the key's own. */
    int number(Key key, int most) {
        return number(key, Integer.parseInt(key.defaultText()), most);
    }

    /** The same with a default that the key itself cannot tell. */
    int number(Key key, int fallback, int most) {
        Found found = find(key);
        Scalar scalar = scalar(found);
        if (found == null || scalar == null) {
            return fallback;
        }
        String text = scalar.text().strip();
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        problems.add(found.where(), found.path(), "'" + text + "' is not a whole number between 0 and " + most);
        return fallback;
    }

    /** An amount of memory within bounds, in bytes; the default is the key's own. */
    long size(Key key, long least, long most) {
        Long fallback = Sizes.parse(key.defaultText());
        if (fallback == null) {
            throw new IllegalStateException(key + " has no size for a default");
        }
        return size(key, fallback, least, most);
    }

    /** The same with a default that the key itself cannot tell. */
    long size(Key key, long fallback, long least, long most) {
        Found found = find(key);
        Scalar scalar = scalar(found);
        if (found == null || scalar == null) {
            return fallback;
        }
        Long parsed = Sizes.parse(scalar.text());
        if (parsed == null) {
            problems.add(
                    found.where(),
                    found.path(),
                    "'" + scalar.text() + "' is not a size; write a whole number and a unit, such as 512KiB or 32MiB");
            return fallback;
        }
        if (parsed < least || parsed > most) {
            String bounds = Sizes.format(least) + " and " + Sizes.format(most);
            problems.add(found.where(), found.path(), "'" + scalar.text() + "' is not between " + bounds);
            return fallback;
        }
        return parsed;
    }

    boolean flag(Key key, String... names) {
        Found found = find(key, names);
        Scalar scalar = scalar(found);
        if (found == null || scalar == null) {
            return Boolean.parseBoolean(key.defaultText());
        }
        String text = scalar.text().toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            problems.add(found.where(), found.path(), "'" + scalar.text() + "' is neither true nor false");
        }
        return text.equals("true");
    }

    /** One of an enum's values, by its name in lower case. */
    <E extends Enum<E>> E choice(Key key, Class<E> type) {
        String text = textOrDefault(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        Found found = find(key);
        if (found != null) {
            problems.add(found.where(), found.path(), "'" + text + "' is unknown; use " + key.typeWords());
        }
        return Enum.valueOf(type, key.defaultText().toUpperCase(Locale.ROOT));
    }

    /** A path, relative to the configuration file when it is written there, else to the working directory. */
    @Nullable Path file(Key key) {
        Found found = find(key);
        Scalar scalar = scalar(found);
        return found == null || scalar == null ? null : resolve(found, scalar.text());
    }

    List<Path> files(Key key) {
        Found found = find(key);
        return found == null
                ? List.of()
                : split(found).stream().map(text -> resolve(found, text)).toList();
    }

    Path resolve(Found found, String text) {
        try {
            return found.where().base().resolve(text).normalize();
        } catch (InvalidPathException e) {
            problems.add(found.where(), found.path(), "is not a path: " + e.getReason());
            return found.where().base();
        }
    }

    /** The one text that was found; a list or a section in its place is a problem. */
    @Nullable Scalar scalar(@Nullable Found found) {
        if (found == null) {
            return null;
        }
        Scalar scalar = found.scalar();
        if (scalar == null && found.value() instanceof Value.Items) {
            problems.add(found.where(), found.path(), "is a list, where one value is wanted");
        }
        return scalar;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
