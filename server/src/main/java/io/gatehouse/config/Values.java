package io.gatehouse.config;

import io.gatehouse.config.Section.Placed;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.SigningKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is configured in a section. What is wrong with a value is noted, and the default read in its place, so that everything
 * that is wrong is told at once. A key that was read once is not read again. Its text has no values in it.
 */
public final class Values {
    private static final String MARK = "type";

    private final Layers layers;
    private final Problems problems;
    private final Map<String, @Nullable Object> read;
    private final List<SecretSource> secrets;
    private final List<String> path;

    Values(Layers layers, Problems problems) {
        this(layers, problems, new HashMap<>(), new ArrayList<>(), List.of());
    }

    private Values(
            Layers layers,
            Problems problems,
            Map<String, @Nullable Object> read,
            List<SecretSource> secrets,
            List<String> path) {
        this.layers = layers;
        this.problems = problems;
        this.read = read;
        this.secrets = secrets;
        this.path = path;
    }

    /** What is in a section of this one. */
    public Values in(Section section) {
        return in(section.name());
    }

    /** What is in the section that a user gave a name. */
    public Values in(String name) {
        return new Values(layers, problems, read, secrets, longer(name));
    }

    /** The same as if a key of this section were not given. */
    public Values without(String key) {
        Map<String, @Nullable Object> others = new HashMap<>(read);
        others.put(String.join(".", longer(key)), null);
        return new Values(layers, problems, others, secrets, path);
    }

    /** The names that the user gave to sections of this one: as the file has them, then those of options and variables. */
    public Set<String> names() {
        return layers.namesBelow(path, null);
    }

    /** The same for sections that each have a type: a variable that gives the type of one names it, too. */
    public Set<String> namesOfTyped() {
        return layers.namesBelow(path, MARK);
    }

    /** The value of a key that has a default, or that is known to be given. */
    public <T> T get(Key<T> key) {
        T value = read(key);
        return value == null ? key.standard() : value;
    }

    /** The value of a key, or else this, for a default that the key itself cannot tell. */
    public <T> T get(Key<T> key, T fallback) {
        T value = read(key);
        return value == null ? fallback : value;
    }

    /** The value of a key; null when it was not given, or cannot be used. */
    public <T> @Nullable T find(Key<T> key) {
        return read(key);
    }

    /** The value of a key that must be given; null, and a problem, when it was not. */
    public <T> @Nullable T find(Key<T> key, String advice) {
        if (!gives(key)) {
            missing(key, advice);
        }
        return read(key);
    }

    /** The value of the key that was given in the stronger place; of the first where both were in the same. */
    public <T> @Nullable T stronger(Key<T> one, Key<T> two) {
        Given first = given(one);
        Given second = given(two);
        return second == null || (first != null && first.isAtLeastAsStrongAs(second)) ? read(one) : read(two);
    }

    @SuppressWarnings("unchecked")
    private <T> @Nullable T read(Key<T> key) {
        String name = path(key);
        if (!read.containsKey(name)) {
            Given given = given(key);
            read.put(name, given == null ? null : parse(key, given));
        }
        return (T) read.get(name);
    }

    /** Reads every key of these, so that all that is wrong with them is noted. */
    public void readAll(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Key<?> key) {
                Object unused = read(key);
            } else if (entry instanceof Section section) {
                (section.name().equals(Section.EACH) ? names() : Set.of(section.name()))
                        .forEach(name -> in(name).readAll(section.entries()));
            }
        }
    }

    /** Reads a value as that of a key; null, and a problem in the value's place, when it cannot be used. */
    public <T> @Nullable T parse(Key<T> key, Given given) {
        try {
            return key.parse(given);
        } catch (IllegalArgumentException e) {
            problem(given, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /**
     * What is written for those of these keys that are given, as {@code key=[text, text]} and in the order of the keys: equal where
     * the same is configured. Without secrets, and without what is in files. All of them were read.
     */
    public List<String> written(List<Entry> entries) {
        List<String> written = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Key<?> key) {
                Given given = given(key);
                if (given != null && !isSecret(read(key))) {
                    written.add(key.name() + '=' + given.written());
                }
            } else if (entry instanceof Section section) {
                for (String name :
                        section.name().equals(Section.EACH) ? new TreeSet<>(names()) : Set.of(section.name())) {
                    written.addAll(in(name).written(section.entries()).stream()
                            .map(inner -> name + '.' + inner)
                            .toList());
                }
            }
        }
        return written;
    }

    static boolean isSecret(@Nullable Object value) {
        return value instanceof Secret
                || value instanceof SigningKey
                || value instanceof CurveKey
                || (value instanceof List<?> list && list.stream().anyMatch(Values::isSecret));
    }

    /** What was given for a key: a text or a list. */
    public @Nullable Given given(Key<?> key) {
        return layers.find(longer(key.name()), secrets);
    }

    public boolean gives(Key<?> key) {
        return given(key) != null;
    }

    /** Whether a section of this one is in the file and has nothing in it. */
    public boolean isEmpty(Section section) {
        return layers.isEmpty(longer(section.name()));
    }

    /** The path of a key of this section. */
    public String path(Key<?> key) {
        return String.join(".", longer(key.name()));
    }

    /** The environment variable that sets a key of this section. */
    public String variable(Key<?> key) {
        return Section.variable(longer(key.name()));
    }

    /** Notes what is wrong with the value of a key that was given. */
    public void problem(Key<?> key, String message) {
        Given given = given(key);
        if (given != null) {
            problem(given, message);
        }
    }

    private void problemAt(String name, String message) {
        Given given = layers.find(longer(name), secrets);
        if (given != null) {
            problem(given, message);
        }
    }

    public void problem(Given given, String message) {
        problems.add(given.where(), given.path(), message);
    }

    /** Whether anything is given in a section of this one. */
    public boolean givesAnyOf(Section section) {
        Values in = in(section);
        return section.entries().stream()
                .anyMatch(entry -> entry instanceof Section inner ? in.givesAnyOf(inner) : in.gives((Key<?>) entry));
    }

    /** Where this section is, in words: {@code gatehouse.yaml:3:8}; the file, where it is not in it. */
    public String place() {
        return layers.origin(path).place();
    }

    /** Notes what is wrong with this section. */
    public void problem(String message) {
        problems.add(layers.origin(path), String.join(".", path), message);
    }

    /** Notes that a key, or a section, is missing here. */
    public void missing(Entry entry, String advice) {
        problems.add(layers.origin(path), String.join(".", longer(entry.name())), "is missing; " + advice);
    }

    /** Takes back what was said of unknown keys in this section, where it cannot be told which keys there are. */
    public void forgetUnknownKeys() {
        problems.forgetUnknownBelow(String.join(".", path));
    }

    /** Whether something else than keys stands in the place of this section, which is told as a problem already. */
    public boolean isNoSection() {
        return given(path) != null;
    }

    /** Notes what most of the problems follow from. */
    public void firstOfAll(String problem) {
        problems.first(problem);
    }

    /** Notes that a key below this section must not be given, when it is. */
    public void refuse(Placed placed, String message) {
        refuse(placed.segments(), message);
    }

    private void refuse(List<String> segments, String message) {
        String first = segments.get(0);
        if (segments.size() == 1) {
            (first.equals(Section.EACH) ? names() : Set.of(first)).forEach(name -> problemAt(name, message));
            return;
        }
        for (String name : first.equals(Section.EACH) ? names() : Set.of(first)) {
            in(name).refuse(segments.subList(1, segments.size()), message);
        }
    }

    /** The environment variables that set keys of a whole configuration, for the names that were given. */
    List<String> variables(Section root) {
        Set<String> paths = root.keys().stream().map(Placed::path).collect(Collectors.toSet());
        return root.keys().stream()
                .flatMap(placed -> layers.named(placed.segments(), mark(placed, paths)).stream())
                .map(Section::variable)
                .toList();
    }

    /** The paths of a key of a whole configuration, for the names that were given. */
    List<List<String>> named(Placed placed, Section root) {
        Set<String> paths = root.keys().stream().map(Placed::path).collect(Collectors.toSet());
        return layers.named(placed.segments(), mark(placed, paths));
    }

    /** What was given at a path of the whole configuration, without being read. */
    @Nullable Given given(List<String> absolute) {
        return layers.find(absolute, new ArrayList<>());
    }

    /** What was read at a path of the whole configuration; null when it was not. */
    @Nullable Object wasRead(List<String> absolute) {
        return read.get(String.join(".", absolute));
    }

    private static @Nullable String mark(Placed placed, Set<String> paths) {
        return paths.contains(placed.path().replaceFirst("\\*.*", "*." + MARK)) ? MARK : null;
    }

    /** Where the secrets that were read came from. */
    public List<SecretSource> secrets() {
        return List.copyOf(secrets);
    }

    /**
     * Ends a reading.
     *
     * @throws ConfigException when there are problems
     */
    public void throwProblems() {
        problems.throwIfAny();
    }

    /** Throws those of the options alone. */
    public void throwProblemsOfOptions() {
        problems.throwIfOfCommandLine();
    }

    private List<String> longer(String name) {
        String[] longer = Arrays.copyOf(path.toArray(String[]::new), path.size() + 1);
        longer[path.size()] = name;
        return List.of(longer);
    }

    /** Without the values, which may be secrets. */
    @Override
    public String toString() {
        return "Values[" + String.join(".", path) + "]";
    }
}
