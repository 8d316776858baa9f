package io.gatehouse.config;

import io.gatehouse.config.Value.Mapping;
import io.gatehouse.config.Value.Nothing;
import io.gatehouse.config.Value.Scalar;
import io.gatehouse.config.Where.Layer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The options, the environment and the file over one another: the strongest place that has a key gives its value. Its text has no
 * values in it.
 *
 * @param options by the paths that they set
 */
record Layers(Mapping file, Map<String, String> environment, Map<List<String>, Option> options, Path workingDirectory) {
    /** A value given on the command line, and the option that gave it. */
    record Option(String name, String value) {
        @Override
        public String toString() {
            return "Option[" + name + "]";
        }
    }

    /**
     * What the strongest layer has at a path, where that is a text or a list; an environment variable that is empty counts as
     * unset.
     */
    @Nullable Given find(List<String> path, List<SecretSource> secrets) {
        String name = String.join(".", path);
        Option option = options.get(path);
        if (option != null) {
            Where where = new Where(Layer.OPTION, "option " + option.name(), workingDirectory);
            return new Given(name, new Scalar(option.value(), false, where), where, secrets);
        }
        String variable = Section.variable(path);
        String value = environment.get(variable);
        if (value != null && !value.isEmpty()) {
            Where where = new Where(Layer.ENVIRONMENT, "environment variable " + variable, workingDirectory);
            return new Given(name, new Scalar(value, true, where), where, secrets);
        }
        Value inFile = inFile(path);
        return inFile == null || inFile instanceof Mapping ? null : new Given(name, inFile, inFile.where(), secrets);
    }

    /**
     * The names that the user chose below a path: in the file, in options, and in variables.
     *
     * @param mark the key that makes a variable name a section: {@code GATEHOUSE_DIRECTORIES_STAFF_TYPE}; null for none
     */
    Set<String> namesBelow(List<String> path, @Nullable String mark) {
        Set<String> names = new LinkedHashSet<>();
        if (inFile(path) instanceof Mapping mapping) {
            names.addAll(mapping.entries().keySet());
        }
        options.keySet().stream()
                .filter(longer -> longer.size() > path.size()
                        && longer.subList(0, path.size()).equals(path))
                .forEach(longer -> names.add(longer.get(path.size())));
        if (mark != null) {
            names.addAll(namesOfVariables(path, mark, names));
        }
        return names;
    }

    private Set<String> namesOfVariables(List<String> path, String mark, Set<String> known) {
        String begin = Section.variable(path) + "_";
        String end = "_" + mark.toUpperCase(Locale.ROOT);
        Set<String> names = new TreeSet<>();
        for (Map.Entry<String, String> given : environment.entrySet()) {
            String variable = given.getKey();
            if (!given.getValue().isEmpty()
                    && variable.startsWith(begin)
                    && variable.endsWith(end)
                    && variable.length() > begin.length() + end.length()) {
                names.add(variable.substring(begin.length(), variable.length() - end.length())
                        .toLowerCase(Locale.ROOT));
            }
        }
        known.forEach(name -> names.remove(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_")));
        return names;
    }

    /** A path with the names that the user chose in place of {@link Section#EACH}; the mark is that of the first. */
    List<List<String>> named(List<String> path, @Nullable String mark) {
        int each = path.indexOf(Section.EACH);
        if (each < 0) {
            return List.of(path);
        }
        List<List<String>> all = new ArrayList<>();
        for (String name : namesBelow(path.subList(0, each), mark)) {
            List<String> with = new ArrayList<>(path);
            with.set(each, name);
            all.addAll(named(with, null));
        }
        return all;
    }

    /** Where a section of the file begins; the file itself, or that there is none, where it is not in it. */
    Where origin(List<String> path) {
        Value value = written(path);
        return value == null ? file.where() : value.where();
    }

    /** Whether a section is in the file without anything in it. */
    boolean isEmpty(List<String> path) {
        Value value = written(path);
        return value instanceof Nothing
                || (value instanceof Mapping mapping && mapping.entries().isEmpty());
    }

    private @Nullable Value inFile(List<String> path) {
        Value value = written(path);
        return value instanceof Nothing ? null : value;
    }

    @Override
    public String toString() {
        return "Layers[" + file + "]";
    }

    /** What the file has at a path, if only a key with nothing behind it. */
    private @Nullable Value written(List<String> path) {
        Value at = file;
        for (String segment : path) {
            if (!(at instanceof Mapping mapping)) {
                return null;
            }
            at = mapping.entries().get(segment);
        }
        return at;
    }
}
