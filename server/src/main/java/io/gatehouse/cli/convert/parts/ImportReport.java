package io.gatehouse.cli.convert.parts;

import io.gatehouse.explain.PrintedText;
import io.gatehouse.policy.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What became of each setting. No value is repeated in it, but for names. */
public final class ImportReport {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.$\\[\\]-]{0,200}");

    private final List<Entry> entries = new ArrayList<>();

    /** What became of a setting. */
    public enum Outcome {
        /** It is in what was written, and means the same. */
        CARRIED("OK", "carried over"),
        /** It is in what was written, and somebody must know what is different. */
        CHANGED("NOTE", "carried over with a note"),
        /** It is not in what was written. */
        LEFT("TODO", "to do"),
        /** It has nothing to do with who may log in. */
        STAYS("STAYS", "that stay where they are");

        private final String label;
        private final String words;

        Outcome(String label, String words) {
            this.label = label;
            this.words = words;
        }

        public String label() {
            return label;
        }

        /** How a number of them is spoken of. */
        public String words() {
            return words;
        }
    }

    /**
     * One line.
     *
     * @param place file and line of the setting
     * @param subject the setting, or the user
     * @param message what became of it, and what to do
     */
    public record Entry(Outcome outcome, String place, String subject, String message) {
        @Override
        public String toString() {
            return PrintedText.plain(String.format("%-5s %s: %s: %s", outcome.label(), place, subject, message));
        }
    }

    public void carried(Setting setting, String to) {
        setting.use();
        add(Outcome.CARRIED, setting.place(), setting.path(), to);
    }

    public void changed(Setting setting, String message) {
        setting.use();
        add(Outcome.CHANGED, setting.place(), setting.path(), message);
    }

    /** It is not carried over: says what to do. */
    public void left(Setting setting, String message) {
        setting.use();
        add(Outcome.LEFT, setting.place(), setting.path(), message);
    }

    public void stays(Setting setting, String message) {
        setting.use();
        add(Outcome.STAYS, setting.place(), setting.path(), message);
    }

    public void user(Outcome outcome, String place, String name, String message) {
        add(outcome, place, "user " + Quoted.of(name), message);
    }

    /** Takes back that a user was carried over. */
    void withdraw(String place, String name) {
        String subject = "user " + Quoted.of(name);
        entries.removeIf(entry -> entry.outcome() == Outcome.CARRIED
                && entry.place().equals(place)
                && entry.subject().equals(subject));
    }

    public void add(Outcome outcome, String place, String subject, String message) {
        entries.add(new Entry(outcome, place, subject, message));
    }

    /** Tells of all that was not asked for: nobody knows what it is. What looks like no name is not repeated. */
    public void unused(Setting root) {
        for (Setting setting : root.unused()) {
            setting.use();
            String path = NAME.matcher(setting.path()).matches() ? setting.path() : "a setting";
            add(
                    Outcome.LEFT,
                    setting.place(),
                    path,
                    "is not known here, and not carried over: look whether it bears on who may log in");
        }
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public long count(Outcome outcome) {
        return entries.stream().filter(entry -> entry.outcome() == outcome).count();
    }
}
