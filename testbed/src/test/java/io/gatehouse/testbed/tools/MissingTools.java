package io.gatehouse.testbed.tools;

import java.util.List;

/** The error for a program that is nowhere, for tests in other packages. */
public final class MissingTools {
    private MissingTools() {}

    public static ToolMissingException of(ToolSpec spec) {
        return new ToolMissingException(spec, List.of("PATH: no " + spec.command() + " on it"));
    }
}
