package io.gatehouse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gatehouse build}: the launcher does it; here for the list of commands and its help. */
@Command(
        name = "build",
        description = {
            "In a checkout: builds the product, the demo and the load tool again, and creates the archive of gatehouse"
                    + " train.",
            "First stop services that run from the same folder, because their jars are replaced."
        },
        footerHeading = "%nExamples:%n",
        footer = "  gatehouse build")
final class BuildCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw CommandFailedException.ofLauncher("build");
    }
}
