package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.Tool;
import io.gatehouse.testbed.tools.ToolMissingException;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.PrintStream;
import java.util.List;

/** Gets the named programs ahead of time, so that no test has to wait for them: {@code Fetch nats-server nsc nats}. */
public final class Fetch {
    private Fetch() {}

    public static void main(String[] commands) {
        System.exit(run(List.of(commands), System.out, System.err));
    }

    /** Prints one line per program; 0 if all of them can be had. */
    static int run(List<String> commands, PrintStream out, PrintStream err) {
        int exit = 0;
        for (String command : commands) {
            try {
                Tool tool = Tools.find(ToolSpec.named(command));
                out.println(tool.name() + " " + tool.version() + "  " + tool.path() + "  (" + tool.origin() + ")");
            } catch (ToolMissingException | IllegalArgumentException e) {
                err.println(e.getMessage());
                exit = 1;
            }
        }
        return exit;
    }
}
