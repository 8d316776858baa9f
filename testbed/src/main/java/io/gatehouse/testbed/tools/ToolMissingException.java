package io.gatehouse.testbed.tools;

import java.util.List;

/** An outside program could not be had; the message lists what was tried, why each try failed and what a person can do. */
public final class ToolMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ToolMissingException(ToolSpec spec, List<String> tried) {
        super("No usable " + spec.label() + ". Tried:\n  - " + String.join("\n  - ", tried) + "\n" + spec.remedy());
    }
}
