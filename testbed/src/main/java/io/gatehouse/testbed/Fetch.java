package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.Tool;
import io.gatehouse.testbed.tools.ToolMissingException;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gets the named programs ahead of time, so that no test has to wait for them: {@code Fetch nats-server nsc
 * nats-server@2.10.29}. The word {@code servers} stands for every nats-server that tests can be run on.
 */
public final class Fetch {
    private Fetch() {}

    public static void main(String[] commands) {
        System.exit(run(List.of(commands), System.out, System.err));
    }

    /** Prints one line per program; 0 if all of them can be had. */
    static int run(List<String> commands, PrintStream out, PrintStream err) {
        int exit = 0;
        for (String command : commands.stream().flatMap(Fetch::meant).toList()) {
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

    private static Stream<String> meant(String word) {
        return word.equals("servers") ? ToolSpec.servers().stream().map(ToolSpec::label) : Stream.of(word);
    }
}
