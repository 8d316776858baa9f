package io.gatehouse.cli;

import io.gatehouse.cli.process.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code gatehouse train}: does once, in a temporary folder, what the service does, so that the launcher can archive the
 * classes that it loads. Needs nothing but this process.
 */
@Command(
        name = "train",
        description = {
            "Creates the class data sharing (CDS) archive for this Java, so that the service starts a second sooner. Run it"
                    + " once for each Java, and after each upgrade, unless gatehouse build has done so.",
            "It needs no nats-server, but permission to write beside the jar."
        },
        footerHeading = "%nExamples:%n",
        footer = "  gatehouse train")
final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        try {
            Training.run();
        } catch (Exception e) {
            // an archive of what was loaded so far is better than none; the launcher keeps this line in the archive's
            // log
            System.err.println("Not all of it: " + e);
        }
        return ExitCode.OK;
    }
}
