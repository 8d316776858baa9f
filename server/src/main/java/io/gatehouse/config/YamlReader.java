package io.gatehouse.config;

import io.gatehouse.files.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a YAML file into values that know their line and column. */
final class YamlReader {
    /** The most values in a file once its aliases are followed. */
    private static final int MAX_VALUES = 20_000;

    private static final int MAX_DEPTH = 16;

    private final Path file;
    private final Path base;
    private final Variables variables;
    private final Problems problems;
    private int values;

    YamlReader(Path file, Variables variables, Problems problems) {
        this.file = file;
        Path parent = file.toAbsolutePath().normalize().getParent();
        this.base = parent == null ? Path.of("/") : parent;
        this.variables = variables;
        this.problems = problems;
    }

    /**
     * Reads the file; an empty one is an empty mapping.
     *
     * @throws ConfigException when it cannot be read, or is not valid YAML
     */
    Value.Mapping read() {
        Optional<Node> root = YamlComposer.compose(file.toString(), text());
        if (root.isEmpty() || isNull(root.get())) {
            return new Value.Mapping(Map.of(), where(null));
        }
        if (root.get() instanceof MappingNode mapping) {
            return section(mapping, "", 0);
        }
        throw new ConfigException(
                where(root.get()).place() + ": the file must hold keys and values, such as nats: {url: ...}");
    }

    private String text() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Configuration.MAX_BYTES + 1);
            if (bytes.length > Configuration.MAX_BYTES) {
                throw new ConfigException(file + ": is larger than 1 MiB; this is not a configuration file");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file; check the path, or make one with gatehouse init");
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + FileErrors.words(e));
        }
    }

    private Value.Mapping section(MappingNode mapping, String path, int depth) {
        count(mapping, depth);
        Map<String, Value> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            if (!(keyNode instanceof ScalarNode key)) {
                throw new ConfigException(where(keyNode).place() + ": " + (path.isEmpty() ? "" : path + ": ")
                        + "a key must be a plain text;"
                        + " a value with braces in it, such as a template, is written in quotes");
            }
            String inner = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            Value value = value(tuple.getValueNode(), keyNode, inner, depth + 1);
            if (entries.containsKey(key.getValue())) {
                problems.add(where(keyNode), inner, "is given twice; remove one of the two");
            } else {
                entries.put(key.getValue(), value);
            }
        }
        return new Value.Mapping(entries, where(mapping));
    }

    private Value value(Node node, Node keyNode, String path, int depth) {
        count(node, depth);
        if (isNull(node)) {
            return new Value.Nothing(where(keyNode));
        }
        if (node instanceof MappingNode mapping) {
            Value.Mapping section = section(mapping, path, depth);
            return new Value.Mapping(section.entries(), where(keyNode));
        }
        if (node instanceof SequenceNode sequence) {
            return items(sequence, path, depth);
        }
        return scalar((ScalarNode) node, path);
    }

    private Value.Items items(SequenceNode sequence, String path, int depth) {
        List<Value.Scalar> items = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            count(node, depth);
            if (isNull(node)) {
                problems.add(where(node), path, "an item of the list has no value; write one, or remove it");
            } else if (node instanceof ScalarNode scalar) {
                items.add(scalar(scalar, path));
            } else {
                problems.add(where(node), path, "a list may hold texts only");
            }
        }
        return new Value.Items(items, where(sequence));
    }

    private Value.Scalar scalar(ScalarNode node, String path) {
        Where where = where(node);
        String text = variables.replace(
                node.getValue(),
                name -> problems.addUnset(
                        where,
                        path,
                        "the environment variable " + name + " is not set; set it, or write the value itself"));
        return new Value.Scalar(text, !text.equals(node.getValue()), where);
    }

    /** Aliases may repeat a part of the file any number of times: bounded here, where they are followed. */
    private void count(Node node, int depth) {
        if (++values > MAX_VALUES || depth > MAX_DEPTH) {
            throw new ConfigException(where(node).place() + ": too many values, or nested too deeply");
        }
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && Tag.NULL.equals(scalar.getTag());
    }

    private Where where(@Nullable Node node) {
        Optional<Mark> mark = node == null ? Optional.empty() : node.getStartMark();
        return new Where(Where.Layer.FILE, place(mark), base);
    }

    private String place(Optional<Mark> mark) {
        return YamlComposer.place(file.toString(), mark);
    }
}
