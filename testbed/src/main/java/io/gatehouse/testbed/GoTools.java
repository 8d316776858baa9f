package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.Tool;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;

/** The command-line programs of NATS that people use beside Gatehouse. */
public final class GoTools {
    private GoTools() {}

    /**
     * Finds {@code nsc} or {@code nats}: the file named by {@code GATEHOUSE_NSC} or {@code GATEHOUSE_NATS_CLI}, else the
     * one on the PATH, else the cached one, else one that is built now with Go.
     *
     * @throws IllegalArgumentException if the program is not known here
     * @throws io.gatehouse.testbed.tools.ToolMissingException if there is none and none can be had
     */
    public static Tool find(String command) {
        return Tools.find(ToolSpec.named(command));
    }
}
