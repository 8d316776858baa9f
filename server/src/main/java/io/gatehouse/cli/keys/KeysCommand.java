package io.gatehouse.cli.keys;

import io.gatehouse.cli.process.ProcessContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse keys}. */
@Command(
        name = "keys",
        description = "Tells of the keys that are held, and what the servers know of them.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse keys status -c gatehouse.yaml",
            "  gatehouse keys status -c gatehouse.yaml --sys-creds sys.creds --json"
        })
public final class KeysCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private KeysCommand() {}

    /** The command with those below it. */
    public static CommandLine commandLine(ProcessContext context) {
        CommandLine line = new CommandLine(new KeysCommand());
        line.addSubcommand("status", new KeyStatusCommand(context));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the keys: a command is missing");
    }
}
