package io.gatehouse.cli.convert.from;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.gatehouse.cli.convert.parts.ImportFailure;
import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.Setting;
import io.gatehouse.cli.convert.parts.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * HOCON as settings. Nothing else is read than the file itself: includes are told and left out, and variables are not replaced, so that
 * what comes out is no larger than what went in.
 */
final class HoconSettings {
    private static final int MAX_DEPTH = 64;

    /** Stands for a value that is not known: no text has a NUL character. */
    private static final String UNKNOWN = "\0";

    private final Path file;
    private final ImportReport report;

    private HoconSettings(Path file, ImportReport report) {
        this.file = file;
        this.report = report;
    }

    /** @throws ImportFailure when it is not HOCON */
    static Setting read(Path file, ImportReport report) {
        String text = SourceText.of(file, SourceText.SETTINGS);
        verifyDepth(file, text);
        HoconSettings settings = new HoconSettings(file, report);
        try {
            ConfigParseOptions options = ConfigParseOptions.defaults()
                    .setOriginDescription(file.toString())
                    .setIncluder(settings.new NoIncludes());
            return settings.setting(ConfigFactory.parseString(text, options).root(), "");
        } catch (ConfigException.Parse e) {
            throw new ImportFailure(file + ": line " + Math.max(1, e.origin().lineNumber())
                    + ": is not HOCON: look at quotes, brackets and what is before them");
        } catch (ConfigException e) {
            throw new ImportFailure(file + ": cannot be understood as HOCON");
        }
    }

    /** Whether each value is known of a setting, and of all below it. */
    static boolean isKnown(Setting setting) {
        return !setting.holds(UNKNOWN);
    }

    /** Brackets within texts count as well: no configuration has so many of them. */
    private static void verifyDepth(Path file, String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (depth > MAX_DEPTH) {
                throw new ImportFailure(file + ": nested too deeply");
            }
        }
    }

    private Setting setting(ConfigValue value, String path) {
        String place = file + ": line " + Math.max(1, value.origin().lineNumber());
        if (value instanceof ConfigObject object) {
            Map<String, Setting> entries = new LinkedHashMap<>();
            object.entrySet().stream()
                    .sorted((one, other) -> order(one.getValue(), other.getValue()))
                    .forEach(entry -> add(entry.getKey(), entry.getValue(), path, entries));
            return Setting.of(path, place, entries);
        }
        if (value instanceof ConfigList list) {
            List<Setting> items = new ArrayList<>();
            for (ConfigValue item : list) {
                items.add(setting(item, path + "[" + items.size() + "]"));
            }
            return Setting.of(path, place, items);
        }
        return Setting.of(
                path, place, value.valueType() == ConfigValueType.NULL ? "" : String.valueOf(value.unwrapped()));
    }

    /** The library keeps no order of keys. */
    private static int order(ConfigValue one, ConfigValue other) {
        return Integer.compare(one.origin().lineNumber(), other.origin().lineNumber());
    }

    private void add(String name, ConfigValue value, String path, Map<String, Setting> to) {
        String inner = Setting.below(path, name);
        try {
            to.put(name, setting(value, inner));
        } catch (ConfigException.NotResolved e) {
            report.add(
                    ImportReport.Outcome.LEFT,
                    file + ": line " + Math.max(1, value.origin().lineNumber()),
                    inner,
                    "refers to another value or a variable, which is not followed: write the value in its place");
            to.put(name, Setting.of(inner, file.toString(), UNKNOWN));
        }
    }

    /** Stands for whatever is included. */
    private final class NoIncludes implements ConfigIncluder {
        @Override
        public ConfigIncluder withFallback(ConfigIncluder fallback) {
            return this;
        }

        @Override
        public ConfigObject include(ConfigIncludeContext context, String what) {
            report.add(
                    ImportReport.Outcome.LEFT,
                    file.toString(),
                    "include",
                    "is not followed: import the included file by itself, or put its settings into this one");
            Config nothing = ConfigFactory.empty();
            return nothing.root();
        }
    }
}
