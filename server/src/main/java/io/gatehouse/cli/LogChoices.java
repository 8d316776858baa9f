package io.gatehouse.cli;

import io.gatehouse.logging.LogSettings;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;

/** What the options of the log may be, for completion. */
abstract class LogChoices implements Iterable<String> {
    private final Enum<?>[] choices;

    private LogChoices(Enum<?>[] choices) {
        this.choices = choices;
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(choices)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .iterator();
    }

    static final class Levels extends LogChoices {
        Levels() {
            super(LogSettings.Level.values());
        }
    }

    static final class Formats extends LogChoices {
        Formats() {
            super(LogSettings.Format.values());
        }
    }
}
