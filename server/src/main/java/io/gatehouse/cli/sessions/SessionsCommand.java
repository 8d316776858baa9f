package io.gatehouse.cli.sessions;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.sessions.FoundSessions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse sessions}. */
@Command(
        name = "sessions",
        description = {
            "Lists the sessions on all servers of the cluster, or those of a user, in an account, or of a signing key.",
            "It needs the login of a user of the system account: the one in the section revocation, --creds, or in config mode"
                    + " --server, with GATEHOUSE_NATS_USER and GATEHOUSE_NATS_PASSWORD_FILE in the environment."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse sessions -c gatehouse.yaml --user alice",
            "  gatehouse sessions --server nats://127.0.0.1:4222 --creds sys.creds --account APP1 --json",
            "  GATEHOUSE_NATS_USER=sys GATEHOUSE_NATS_PASSWORD_FILE=sys.password \\",
            "    gatehouse sessions --server nats://127.0.0.1:4222",
            "",
            "Exit codes: 0 all servers have answered, 1 some have not, or none can be asked, 2 the command line is wrong."
        })
public final class SessionsCommand implements Callable<Integer> {
    @Mixin
    private SystemOptions options = new SystemOptions();

    @Option(names = "--json", order = 5, description = "Print the sessions as one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    public SessionsCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return options.with(context, spec, (access, accounts) -> {
            FoundSessions found = options.find(access, accounts);
            if (json) {
                out.println(SessionTable.json(found, accounts));
            } else {
                SessionTable.print(found, accounts, out);
                out.println(SessionTable.summary(found));
            }
            return found.coverage().isWhole() ? ExitCode.OK : ExitCode.FAILED;
        });
    }
}
