package io.gatehouse.cli.tokens;

import io.gatehouse.cli.process.ProcessContext;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse tokens}: API tokens in a tokens.json. */
@Command(
        name = "tokens",
        description = {
            "Makes, lists and revokes API tokens of a tokens.json, the file of a directory of type token.",
            "A running service takes a change up by itself, without a restart."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse tokens issue --file tokens.json --name ci --account APP1 --expires 90d > ci.token",
            "  gatehouse tokens list --file tokens.json",
            "  gatehouse tokens revoke --file tokens.json ci"
        })
public final class TokensCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;
    private final Clock clock;

    private TokensCommand(ProcessContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    /** The command with those below it. */
    public static CommandLine commandLine(ProcessContext context) {
        TokensCommand tokens = new TokensCommand(context, Clock.systemUTC());
        CommandLine line = new CommandLine(tokens);
        line.addSubcommand("issue", new IssueCommand(tokens));
        line.addSubcommand("list", new TokenListCommand(tokens));
        line.addSubcommand("revoke", new RevokeCommand(tokens));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the tokens: a command is missing");
    }

    Path file(String given) {
        return context.workingDirectory().resolve(given);
    }

    Clock clock() {
        return clock;
    }
}
