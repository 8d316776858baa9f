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
        description = "Lists the keys that Gatehouse holds, and replaces them one by one.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse keys status -c gatehouse.yaml",
            "  gatehouse keys status -c gatehouse.yaml --sys-creds sys.creds --json",
            "  gatehouse keys add -c gatehouse.yaml --operator-key operator.nk \\",
            "    accounts.APP1.signing_key APP1.next.nk",
            "  gatehouse keys promote -c gatehouse.yaml accounts.APP1.signing_key APP1.next.nk",
            "  gatehouse keys retire -c gatehouse.yaml --operator-key operator.nk \\",
            "    accounts.APP1.signing_key ABC..."
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
        line.addSubcommand("add", new AddKeyCommand(context));
        line.addSubcommand("promote", new PromoteKeyCommand(context));
        line.addSubcommand("retire", new RetireKeyCommand(context));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }
}
