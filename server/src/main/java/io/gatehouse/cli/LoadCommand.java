package io.gatehouse.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code gatehouse load}: in a program of its own, which the launcher starts; here for the list of commands. */
@Command(
        name = "load",
        description =
                "The load tool: simulates many clients or servers, and measures. A program of its own, which needs a checkout: gatehouse load --help",
        footerHeading = "%nExamples:%n",
        footer = "  gatehouse load --help")
final class LoadCommand implements Callable<Integer> {
    /** The commands of that program. */
    static final List<String> PARTS =
            List.of("servers", "clients", "users", "broker-restart", "plan", "scenario", "compare");

    @Unmatched
    @SuppressWarnings("UnusedVariable")
    private List<String> ignored = List.of();

    @Override
    public Integer call() {
        throw CommandFailedException.ofLauncher("load");
    }
}
