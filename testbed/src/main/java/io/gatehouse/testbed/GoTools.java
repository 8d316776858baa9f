package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.Tool;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;

/** Command-line programs that people use with Gatehouse. */
public final class GoTools {
    private GoTools() {}

    /**
     * Finds {@code nsc}, {@code nats} or {@code promtool}: the file named by {@code GATEHOUSE_NSC}, {@code
     * GATEHOUSE_NATS_CLI} or {@code GATEHOUSE_PROMTOOL}, else the one on the PATH, else the cached one, else one that is built now with Go.
     *
     * @throws IllegalArgumentException if the program is not known here
     * @throws io.gatehouse.testbed.tools.ToolMissingException if there is none and none can be had
     */
    public static Tool find(String command) {
        return Tools.find(ToolSpec.named(command));
    }
}
