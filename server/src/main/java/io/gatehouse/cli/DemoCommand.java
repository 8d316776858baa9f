package io.gatehouse.cli;

import io.gatehouse.cli.init.Mode;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse demo}: everything at work, in a temporary folder. */
@Command(
        name = "demo",
        description = {
            "Starts a real nats-server and Gatehouse in a temporary folder, and logs real clients in: alice into account"
                    + " APP1; bob into APP2, held to bob.>; a wrong password, an unknown user and a client without"
                    + " sentinel are refused.",
            "Leaves nothing running. Ends with exit code 1 if anything was not as it should be."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse demo",
            "  gatehouse demo --keep    leaves it running, and says what to try next",
            "",
            "nats-server is taken from GATEHOUSE_NATS_SERVER, else from the PATH, else fetched and kept in a cache."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "operator",
            description = "operator (default) or config.")
    private Mode mode = Mode.OPERATOR;

    @Option(names = "--keep", description = "Leave nats-server and Gatehouse running until Ctrl-C.")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, TimeoutException {
        return Demo.run(mode, keep, spec.commandLine().getOut());
    }
}
