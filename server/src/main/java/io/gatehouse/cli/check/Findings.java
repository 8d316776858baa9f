package io.gatehouse.cli.check;

import io.gatehouse.cli.check.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects findings, and shows each as it is made. */
public final class Findings {
    private final List<Finding> list = new ArrayList<>();
    private final Consumer<Finding> shown;

    public Findings(Consumer<Finding> shown) {
        this.shown = shown;
    }

    void ok(String message) {
        add(Level.OK, message);
    }

    /** Something that works, and yet is seldom meant; the message says what to do. */
    void warn(String message) {
        add(Level.WARN, message);
    }

    /** Something that does not work; the message says what to do. */
    public void fail(String message) {
        add(Level.FAIL, message);
    }

    private void add(Level level, String message) {
        Finding finding = new Finding(level, message);
        list.add(finding);
        shown.accept(finding);
    }

    /** How many findings are of a level. */
    public long count(Level level) {
        return list.stream().filter(finding -> finding.level() == level).count();
    }

    public List<Finding> list() {
        return List.copyOf(list);
    }
}
