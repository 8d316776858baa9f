package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportFailure;
import io.gatehouse.cli.convert.parts.Setting;
import io.gatehouse.cli.convert.parts.SourceText;
import io.gatehouse.config.ConfigException;
import io.gatehouse.config.YamlComposer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML as settings; of several files, the later one wins where both say something, as in nats-iam-broker. */
final class YamlSettings {
    private static final int MAX_DEPTH = 64;

    /** With its aliases followed. */
    private static final int MAX_VALUES = 100_000;

    private final Path file;
    private int values;

    private YamlSettings(Path file) {
        this.file = file;
    }

    /** @throws ImportFailure when one is not YAML with keys and values */
    static Setting read(List<Path> files) {
        Setting all = null;
        for (Path file : files) {
            Setting next = new YamlSettings(file).read();
            all = all == null ? next : merged(all, next);
        }
        if (all == null) {
            throw new ImportFailure("no file was given");
        }
        return all;
    }

    private static Setting merged(Setting base, Setting over) {
        if (base.entries().isEmpty() || over.entries().isEmpty()) {
            return over;
        }
        Map<String, Setting> entries = new LinkedHashMap<>(base.entries());
        over.entries().forEach((name, value) -> entries.merge(name, value, YamlSettings::merged));
        return Setting.of(base.path(), base.place(), entries);
    }

    private Setting read() {
        try {
            Node root = YamlComposer.compose(file.toString(), SourceText.of(file, SourceText.SETTINGS))
                    .orElse(null);
            if (root instanceof MappingNode mapping) {
                return setting(mapping, "", 0);
            }
            throw new ImportFailure(file + ": has no keys and values");
        } catch (ConfigException e) {
            throw new ImportFailure(String.valueOf(e.getMessage()));
        }
    }

    private Setting setting(Node node, String path, int depth) {
        if (++values > MAX_VALUES || depth > MAX_DEPTH) {
            throw new ImportFailure(place(node) + ": too many values, or nested too deeply");
        }
        if (node instanceof MappingNode mapping) {
            Map<String, Setting> entries = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    String inner = Setting.below(path, key.getValue());
                    entries.put(key.getValue(), setting(tuple.getValueNode(), inner, depth + 1));
                } else {
                    throw new ImportFailure(place(node) + ": a key is no text; put templates into quotes");
                }
            }
            return Setting.of(path, place(node), entries);
        }
        if (node instanceof SequenceNode sequence) {
            List<Setting> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(setting(item, path + "[" + items.size() + "]", depth + 1));
            }
            return Setting.of(path, place(node), items);
        }
        return Setting.of(
                path,
                place(node),
                node instanceof ScalarNode scalar && !Tag.NULL.equals(scalar.getTag()) ? scalar.getValue() : "");
    }

    private String place(Node node) {
        return node.getStartMark()
                .map(mark -> file + ": line " + (mark.getLine() + 1))
                .orElse(file.toString());
    }
}
