package io.gatehouse.config;

import io.gatehouse.config.Layers.Option;
import io.gatehouse.config.Value.Mapping;
import io.gatehouse.config.Where.Layer;
import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file, the environment and options over one another: options are stronger than the environment, which is than the file. */
public final class Configuration {
    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    private final Map<List<String>, Option> options = new HashMap<>();
    private final Section root;
    private final Schema schema;
    private final Map<String, String> environment;
    private final Path workingDirectory;

    /**
     * @param root the keys that there are
     * @param environment the process's environment variables
     * @param workingDirectory where relative paths in options and variables begin
     */
    public Configuration(Section root, Map<String, String> environment, Path workingDirectory) {
        this.root = root;
        this.schema = new Schema(root);
        this.environment = Map.copyOf(environment);
        this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
    }

    /**
     * Sets a key by its path.
     *
     * @param option the option's name, for messages
     * @throws ConfigException when there is no such key
     */
    public void set(String path, String option, String value) {
        List<String> segments = List.of(path.split("\\."));
        if (!schema.knows(segments)) {
            throw new ConfigException(List.of("option --set: unknown key " + path + schema.hint(path)), true);
        }
        options.put(segments, new Option(option, value));
    }

    /**
     * Reads everything; what is wrong is noted in the values.
     *
     * @param file null to do with options, environment and defaults
     * @throws ConfigException when the file cannot be read, or is not YAML
     */
    public Values read(@Nullable Path file) {
        Problems problems = new Problems();
        Mapping mapping = file == null
                ? new Mapping(Map.of(), new Where(Layer.FILE, "without a configuration file (-c)", workingDirectory))
                : new YamlReader(file, new Variables(environment), problems).read();
        schema.check(mapping, problems);
        Values values = new Values(new Layers(mapping, environment, options, workingDirectory), problems);
        for (Section.Placed placed : root.keys()) {
            if (placed.key().isMoved()) {
                values.refuse(placed, "is now " + placed.key().words());
            }
        }
        return values;
    }

    /**
     * Reads everything again. What has taken the place of the file and is no file is not waited for.
     *
     * @throws ConfigException when the file cannot be read, or is not YAML
     */
    public Values readAgain(@Nullable Path file) {
        try {
            if (file != null && Files.exists(file)) {
                RegularFile.verify(file);
            }
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read again: " + FileErrors.words(e));
        }
        return read(file);
    }

    /**
     * Environment variables that look as if they were meant for us and set nothing.
     *
     * @param others what others read
     */
    public List<String> unknownVariables(Values values, Set<String> others) {
        List<String> known = values.variables(root);
        return environment.keySet().stream()
                .filter(name -> name.startsWith("GATEHOUSE_"))
                .filter(name -> !known.contains(name) && !others.contains(name))
                .sorted()
                .map(name -> "the environment variable " + name + " sets no key" + Suggestion.words(name, known))
                .toList();
    }
}
