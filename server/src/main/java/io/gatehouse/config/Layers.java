package io.gatehouse.config;

import io.gatehouse.config.Value.Items;
import io.gatehouse.config.Value.Nothing;
import io.gatehouse.config.Value.Scalar;
import io.gatehouse.config.Value.Section;
import io.gatehouse.config.Where.Layer;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options, the environment and the file over one another: the strongest place that has a key gives its value. */
final class Layers {
    private final Section file;
    private final Map<String, String> environment;
    private final Map<List<String>, Option> options;
    private final Path workingDirectory;

    Layers(Section file, Map<String, String> environment, Map<List<String>, Option> options, Path workingDirectory) {
        this.file = file;
        this.environment = environment;
        this.options = options;
        this.workingDirectory = workingDirectory;
    }

    /** A value given on the command line, and the option that gave it. */
    record Option(String name, String value) {}

    /** A value that was found, and where. */
    record Found(String path, Value value, Where where) {
        /** The text of a scalar; null for a list or a section. */
        @Nullable Scalar scalar() {
            return value instanceof Scalar scalar ? scalar : null;
        }

        List<Scalar> scalars() {
            if (value instanceof Items items) {
                return items.items();
            }
            return value instanceof Scalar scalar ? List.of(scalar) : List.of();
        }
    }

    /** The value of a path in the strongest layer that has it; an environment variable that is empty counts as unset. */
    @Nullable Found find(List<String> path) {
        String name = String.join(".", path);
        Option option = options.get(path);
        if (option != null) {
            return found(name, option.value(), Layer.OPTION, "option " + option.name());
        }
        String variable = Key.variable(path);
        String value = environment.get(variable);
        if (value != null && !value.isEmpty()) {
            return found(name, value, Layer.ENVIRONMENT, "environment variable " + variable);
        }
        Value inFile = inFile(path);
        return inFile == null ? null : new Found(name, inFile, inFile.where());
    }

    /** The names that the user chose below a path, in the file and in {@code --set} options. */
    Set<String> namesBelow(List<String> path) {
        Set<String> names = new LinkedHashSet<>();
        if (inFile(path) instanceof Section section) {
            names.addAll(section.entries().keySet());
        }
        options.keySet().stream()
                .filter(longer -> longer.size() > path.size()
                        && longer.subList(0, path.size()).equals(path))
                .forEach(longer -> names.add(longer.get(path.size())));
        return names;
    }

    /** Where to say that something is missing: the file, or that there is none. */
    String origin() {
        return file.where().place();
    }

    /** Where a section of the file begins; the origin when it is not in the file. */
    String origin(List<String> path) {
        Value value = inFile(path);
        return value == null ? origin() : value.where().place();
    }

    private Found found(String path, String text, Layer layer, String place) {
        Where where = new Where(layer, place, workingDirectory);
        return new Found(path, new Scalar(text, layer == Layer.ENVIRONMENT, where), where);
    }

    private @Nullable Value inFile(List<String> path) {
        Value at = file;
        for (String segment : path) {
            if (!(at instanceof Section section)) {
                return null;
            }
            at = section.entries().get(segment);
        }
        return at instanceof Nothing ? null : at;
    }
}
