package io.gatehouse.testbed.tools;

import java.util.HashMap;
import java.util.Map;

/** The programs of this machine, each looked for once per JVM; a failure is remembered as well as a success. */
public final class Tools {
    private static final Map<ToolSpec, Found> FOUND = new HashMap<>();

    private Tools() {}

    private sealed interface Found {
        record Here(Tool tool) implements Found {}

        record Nowhere(ToolMissingException reason) implements Found {}
    }

    /**
     * Finds a program, or gets it, which may take minutes the first time.
     *
     * @throws ToolMissingException if it can be had in no way
     */
    public static synchronized Tool find(ToolSpec spec) {
        Found found = FOUND.computeIfAbsent(spec, Tools::look);
        if (found instanceof Found.Here here) {
            return here.tool();
        }
        throw ((Found.Nowhere) found).reason();
    }

    private static Found look(ToolSpec spec) {
        try {
            return new Found.Here(ToolFinder.onThisMachine().find(spec));
        } catch (ToolMissingException e) {
            return new Found.Nowhere(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while looking for " + spec.label(), e);
        }
    }
}
