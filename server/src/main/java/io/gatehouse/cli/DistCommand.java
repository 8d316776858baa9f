package io.gatehouse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gatehouse dist}: the launcher does it; here for the list of commands and its help. */
@Command(
        name = "dist",
        description = {
            "Makes the packages of a release from the sources, in distribution/target/dist: a tarball, and a package for"
                    + " Debian where there is dpkg-deb.",
            "Builds in a temporary folder, so that services that run from the same folder go on. The same sources and JDK"
                    + " give the same bytes."
        },
        footerHeading = "%nExamples:%n",
        footer = "  gatehouse dist")
final class DistCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw CommandFailedException.ofLauncher("dist");
    }
}
