package io.gatehouse.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads YAML into its nodes, which know where they are; whoever follows them bounds how many there are, for aliases repeat them. */
public final class YamlComposer {
    private YamlComposer() {}

    /**
     * The nodes of a text; nothing for an empty one.
     *
     * @param file what messages call it
     * @throws ConfigException when it is not valid YAML
     */
    public static Optional<Node> compose(String file, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(Configuration.MAX_BYTES)
                .setAllowDuplicateKeys(true)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            throw new ConfigException(place(file, e.getProblemMark()) + ": is not valid YAML: "
                    + withoutValue(String.valueOf(e.getProblem())) + "; check indentation, quotes and colons");
        } catch (YamlEngineException e) {
            throw new ConfigException(file + ": is not valid YAML: " + firstLine(e.getMessage()));
        } catch (StackOverflowError e) {
            // The library goes a call deeper with each level, and has no limit.
            throw new ConfigException(file + ": is nested too deeply");
        }
    }

    /** What is wrong, without the text that was taken for a name: it may be a password without quotes that begins so. */
    private static String withoutValue(String problem) {
        if (problem.startsWith("found undefined alias")) {
            return "found an undefined alias (a value that begins with * must be in quotes)";
        }
        if (problem.startsWith("found undefined tag handle")) {
            return "found an undefined tag handle (a value that begins with ! must be in quotes)";
        }
        return problem;
    }

    /** File, line and column. */
    static String place(String file, Optional<Mark> mark) {
        return mark.map(at -> file + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                .orElse(file);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }
}
