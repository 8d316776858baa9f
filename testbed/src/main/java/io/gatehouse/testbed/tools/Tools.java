package io.gatehouse.testbed.tools;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The programs of this machine, each looked for once per JVM; a failure is remembered as well as a success. */
public final class Tools {
    private static final Map<ToolSpec, Outcome> KNOWN = new HashMap<>();

    private Tools() {}

    /** A program that was found, or the reason why there is none. */
    private record Outcome(@Nullable Tool tool, @Nullable ToolMissingException reason) {}

    /**
     * Finds a program, or gets it, which may take minutes the first time.
     *
     * @throws ToolMissingException if it can be had in no way
     */
    public static synchronized Tool find(ToolSpec spec) {
        Outcome outcome = KNOWN.computeIfAbsent(spec, Tools::look);
        if (outcome.tool() != null) {
            return outcome.tool();
        }
        throw Objects.requireNonNull(outcome.reason());
    }

    private static Outcome look(ToolSpec spec) {
        try {
            return new Outcome(ToolFinder.onThisMachine().find(spec), null);
        } catch (ToolMissingException e) {
            return new Outcome(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while looking for " + spec.label(), e);
        }
    }
}
