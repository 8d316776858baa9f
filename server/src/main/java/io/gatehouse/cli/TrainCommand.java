package io.gatehouse.cli;

import io.gatehouse.cli.init.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** {@code gatehouse train}: does once, unseen, what the service does, so that the classes it loads can be archived. */
@Command(name = "train", hidden = true, description = "Loads what the service loads, for the launcher's archive.")
final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        try {
            Demo.run(Mode.OPERATOR, false, new PrintWriter(Writer.nullWriter()));
        } catch (IOException | TimeoutException | RuntimeException e) {
            // without a nats-server, say: an archive of what was loaded so far is better than none
            System.err.println("Not all of it: " + e.getMessage());
        }
        return ExitCode.OK;
    }
}
