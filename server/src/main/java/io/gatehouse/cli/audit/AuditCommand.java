package io.gatehouse.cli.audit;

import io.gatehouse.cli.process.ProcessContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse audit}: the command above those of the audit log. */
@Command(
        name = "audit",
        description = "Finds the hash that stands for a value in the audit log.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse audit hash -c gatehouse.yaml alice",
            "  grep \"$(gatehouse audit hash -c gatehouse.yaml < leaked.token)\" audit.jsonl"
        })
public final class AuditCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private AuditCommand() {}

    /** The command with that below it. */
    public static CommandLine commandLine(ProcessContext context) {
        CommandLine line = new CommandLine(new AuditCommand());
        line.addSubcommand("hash", new HashValueCommand(context));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }
}
