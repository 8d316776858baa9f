package io.gatehouse.service;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import java.time.Duration;

/** How often the configuration is looked at. */
final class ConfigurationWatch {
    private static final Key<Duration> RELOAD = Key.duration("reload", "1s", "0s", "1h")
            .help("How often the configuration file is looked at for changes, which are"
                    + " [taken](../guides/operating.md#change-the-configuration) once it has stayed the same from one look"
                    + " to the next; `0s` for never, but on SIGHUP and admin requests.");

    static final Section SECTION = Section.of("config", RELOAD);

    private ConfigurationWatch() {}

    /** The pause between two looks; zero for never. */
    static Duration read(Values root) {
        return root.in(SECTION).get(RELOAD);
    }
}
