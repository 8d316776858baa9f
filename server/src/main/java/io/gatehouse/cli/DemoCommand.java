package io.gatehouse.cli;

import io.gatehouse.cli.init.Mode;
import io.gatehouse.cli.process.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code gatehouse demo}: everything at work, in a temporary folder. What runs it is a program of its own, with the servers
 * that it needs; here are its options, for the list of commands, help and completion.
 */
@Command(
        name = DemoCommand.NAME,
        description = {
            "Starts a real nats-server and Gatehouse in a temporary folder, and logs real clients in: alice into account"
                    + " APP1; bob into APP2, where he may use bob.> only; a wrong password, an unknown user and a client without"
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
public final class DemoCommand implements Callable<Integer> {
    public static final String NAME = "demo";

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

    private final Demonstration demonstration;

    public DemoCommand(Demonstration demonstration) {
        this.demonstration = demonstration;
    }

    /** In the product, which has nothing to run it with. */
    static DemoCommand elsewhere() {
        return new DemoCommand((mode, keep, out) -> {
            throw CommandFailedException.ofLauncher(NAME);
        });
    }

    @Override
    public Integer call() throws Exception {
        boolean succeeded = demonstration.run(mode, keep, spec.commandLine().getOut());
        return succeeded ? ExitCode.OK : ExitCode.FAILED;
    }

    /** What the command runs. */
    @FunctionalInterface
    public interface Demonstration {
        /**
         * Shows real logins at a real nats-server.
         *
         * @param keep whether to go on until the process is stopped
         * @return whether all went as it should
         */
        boolean run(Mode mode, boolean keep, PrintWriter out) throws Exception;
    }
}
