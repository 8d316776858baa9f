package io.gatehouse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gatehouse dist}: the launcher does it; here for the list of commands and its help. */
@Command(
        name = "dist",
        description = {
            "In a checkout: builds the packages of a release, in distribution/target/dist: a tarball and, if there is"
                    + " dpkg-deb, a Debian package.",
            "It builds in a temporary folder, so services that run from the checkout are not affected. The same sources and"
                    + " JDK give the same bytes."
        },
        footerHeading = "%nExamples:%n",
        footer = "  gatehouse dist")
final class DistCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw CommandFailedException.ofLauncher("dist");
    }
}
