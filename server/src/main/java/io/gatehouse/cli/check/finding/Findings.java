package io.gatehouse.cli.check.finding;

import io.gatehouse.cli.check.finding.Finding.Level;
import io.gatehouse.cli.check.finding.Finding.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects findings without duplicates, and shows each at once. */
public final class Findings {
    private final List<Finding> list;
    private final Subject subject;
    private final Consumer<Finding> shown;

    /** None yet; what is added is about the configuration until {@link #about} says otherwise. */
    public Findings(Consumer<Finding> shown) {
        this(new ArrayList<>(), Subject.CONFIGURATION, shown);
    }

    private Findings(List<Finding> list, Subject subject, Consumer<Finding> shown) {
        this.list = list;
        this.subject = subject;
        this.shown = shown;
    }

    /** The same collection, for findings about something else. */
    public Findings about(Subject other) {
        return new Findings(list, other, shown);
    }

    public void ok(String message) {
        add(Level.OK, message, null);
    }

    /** Something that works, and yet is seldom meant; the message says what to do. */
    public void warn(String message) {
        add(Level.WARN, message, null);
    }

    public void warn(String message, String remedy) {
        add(Level.WARN, message, remedy);
    }

    /** Something that does not work; the message says what to do. */
    public void fail(String message) {
        add(Level.FAIL, message, null);
    }

    public void fail(String message, String remedy) {
        add(Level.FAIL, message, remedy);
    }

    /** Something that could not be looked at, and why. */
    public void skip(String what, String why) {
        add(Level.SKIP, what + " was not checked: " + why, null);
    }

    private void add(Level level, String message, @Nullable String remedy) {
        Finding finding = new Finding(level, subject, message, remedy);
        if (!list.contains(finding)) {
            list.add(finding);
            shown.accept(finding);
        }
    }

    /** How many findings are of a level. */
    public long count(Level level) {
        return list.stream().filter(finding -> finding.level() == level).count();
    }

    /** How many there are of each level, in the order of the levels. */
    public String summary() {
        long warnings = count(Level.WARN);
        long skipped = count(Level.SKIP);
        return count(Level.OK) + " OK, " + warnings + (warnings == 1 ? " warning, " : " warnings, ") + count(Level.FAIL)
                + " failed" + (skipped == 0 ? "" : ", " + skipped + " skipped");
    }

    public List<Finding> list() {
        return List.copyOf(list);
    }
}
