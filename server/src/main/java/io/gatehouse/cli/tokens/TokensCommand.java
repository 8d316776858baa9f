package io.gatehouse.cli.tokens;

import io.gatehouse.cli.place.Place;
import io.gatehouse.cli.place.PlaceOptions;
import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.token.TokenDirectoryType;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse tokens}: where the tokens are, for all commands below. */
@Command(
        name = "tokens",
        description = {
            "Makes, lists and revokes API tokens of a KV bucket or of a tokens.json, which a directory of type token reads.",
            "Say where they are: --kv with the options of the connection, or --file, or -c with --directory.",
            "A running service takes a change up by itself, without a restart."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse tokens issue --file tokens.json --name ci --account APP1 --expires 90d > ci.token",
            "  gatehouse tokens list --kv TOKENS --creds admin.creds",
            "  gatehouse tokens revoke -c gatehouse.yaml --directory api ci"
        })
@SuppressWarnings("try") // closing may be interrupted
public final class TokensCommand implements Runnable {
    @Mixin
    private PlaceOptions place = new PlaceOptions("tokens", "tokens.json", TokensCommand::hasTokens);

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
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    /** What is done with tokens; the text says where they are. */
    @FunctionalInterface
    interface Work {
        void on(TokenStore store, String where) throws KvException, InterruptedException;
    }

    /** How a file is opened. */
    @FunctionalInterface
    interface Opening {
        TokenStore of(Path path);
    }

    /** Opens what has the tokens, and closes it at the end. */
    void with(Opening file, Work work) throws InterruptedException {
        Place at = place.read(context, spec);
        try (TokenStore store = open(at, file)) {
            work.on(store, at.name());
        } catch (KvException e) {
            throw new RecordsFailure(String.valueOf(e.getMessage()));
        }
    }

    private static TokenStore open(Place at, Opening file) throws KvException, InterruptedException {
        return at instanceof Place.InBucket bucket
                ? TokensBucketStore.open(bucket)
                : file.of(((Place.InFile) at).path());
    }

    private static boolean hasTokens(DirectorySettings one) {
        return one.type() instanceof TokenDirectoryType;
    }

    Clock clock() {
        return clock;
    }
}
