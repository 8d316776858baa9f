package io.gatehouse.service;

import io.gatehouse.config.Changes;
import io.gatehouse.config.Fingerprint;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.files.FileChanges;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where settings were read from, to compare them with others and to read them again.
 *
 * @param file notices changes of the file since it was read; null when they came without one
 * @param keys all that there are
 * @param values what was read
 * @param again reads the same file, environment and options
 */
record SettingsSource(@Nullable FileChanges file, Section keys, Values values, Supplier<GatehouseSettings> again) {
    /** The paths of the keys that say something else than in an earlier reading. */
    List<String> changesSince(SettingsSource before) {
        return Changes.between(before.values, values, keys);
    }

    /** What is configured, as one word: the same for all instances that are configured alike. */
    String revision() {
        return Fingerprint.of(values, keys);
    }

    /** Without the keys, which are many. */
    @Override
    public String toString() {
        return "SettingsSource[]";
    }
}
