package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.check.conf.ConfException;
import io.gatehouse.cli.check.conf.ConfFile;
import io.gatehouse.cli.check.conf.ConfRules;
import io.gatehouse.cli.check.conf.ConfValue;
import io.gatehouse.cli.convert.parts.ImportFailure;
import io.gatehouse.cli.convert.parts.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** nats-server's configuration as settings. */
final class ConfSettings {
    private static final int MAX_DEPTH = 64;

    /** Stands for bytes that are not UTF-8. */
    private static final char REPLACED = '\uFFFD';

    private ConfSettings() {}

    /** @throws ImportFailure when nats-server would not take it either, or an include leads out of its folder */
    static Setting read(Path file, Map<String, String> environment) {
        try {
            ConfFile conf = ConfFile.read(file, environment);
            for (ConfRules.Mistake mistake : conf.mistakes()) {
                if (!mistake.unknownField()) {
                    throw new ImportFailure(mistake + "; nats-server would not start with it either");
                }
            }
            return setting(conf.root(), "", 0);
        } catch (ConfException e) {
            throw new ImportFailure(String.valueOf(e.getMessage()));
        }
    }

    private static Setting setting(ConfValue value, String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ImportFailure(value.place() + ": nested too deeply");
        }
        if (value.value() instanceof Map<?, ?>) {
            Map<String, Setting> entries = new LinkedHashMap<>();
            value.entries()
                    .forEach((name, below) -> entries.put(name, setting(below, Setting.below(path, name), depth + 1)));
            return Setting.of(path, value.place(), entries);
        }
        if (value.value() instanceof List<?>) {
            List<Setting> items = new ArrayList<>();
            for (ConfValue item : value.items()) {
                items.add(setting(item, path + "[" + items.size() + "]", depth + 1));
            }
            return Setting.of(path, value.place(), items);
        }
        String text = String.valueOf(value.value());
        if (text.indexOf(REPLACED) >= 0) {
            throw new ImportFailure(
                    value.place() + ": is not UTF-8 text; convert the file first, as with iconv -t UTF-8");
        }
        return Setting.of(path, value.place(), text);
    }
}
