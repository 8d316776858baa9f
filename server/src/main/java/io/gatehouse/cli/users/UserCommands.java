package io.gatehouse.cli.users;

import io.gatehouse.cli.place.Place;
import io.gatehouse.cli.place.PlaceOptions;
import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.directory.bucket.KvBucket;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.file.FileDirectoryType;
import io.gatehouse.directory.token.TokenDirectoryType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse users}: where the users are, for all commands below. */
@Command(
        name = "users",
        description = {
            "Adds, changes, lists and removes users of a KV bucket or of a users.json.",
            "Say where they are: --kv with the options of the connection, or --file, or -c with --directory."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse users --kv USERS --creds admin.creds add alice --account APP1",
            "  gatehouse users -c gatehouse.yaml --directory staff disable alice",
            "  gatehouse users --kv USERS import users.json",
            "",
            "Passwords are asked for at the terminal, or else read from the first line of the standard input."
        })
@SuppressWarnings("try") // closing may be interrupted
public final class UserCommands implements Runnable {
    @Mixin
    private PlaceOptions place = new PlaceOptions("users", "users.json", UserCommands::hasUsers);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    private UserCommands(ProcessContext context) {
        this.context = context;
    }

    /** The command with those below it. */
    public static CommandLine commandLine(ProcessContext context) {
        UserCommands users = new UserCommands(context);
        CommandLine line = new CommandLine(users);
        line.addSubcommand("add", new AddCommand(users));
        line.addSubcommand("set", new SetCommand(users));
        line.addSubcommand("list", new ListCommand(users));
        line.addSubcommand("show", new ShowCommand(users));
        line.addSubcommand("disable", new DisableCommand(users));
        line.addSubcommand("enable", new EnableCommand(users));
        line.addSubcommand("remove", new RemoveCommand(users));
        line.addSubcommand("import", new ImportCommand(users));
        line.addSubcommand("export", new ExportCommand(users));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    ProcessContext context() {
        return context;
    }

    /** What is done with users, wherever they are. */
    @FunctionalInterface
    interface Work {
        void on(UserStore store) throws KvException, InterruptedException;
    }

    /** Opens what has the users, and closes it at the end. */
    void with(Work work) throws InterruptedException {
        try (UserStore store = open(place.read(context, spec))) {
            work.on(store);
        } catch (KvException e) {
            throw new RecordsFailure(String.valueOf(e.getMessage()));
        }
    }

    private static UserStore open(Place place) throws KvException, InterruptedException {
        if (place instanceof Place.InBucket bucket) {
            return new KvStore(bucket.name(), bucket.settings().form(), KvBucket.open(bucket.settings()));
        }
        return FileStore.open(((Place.InFile) place).path());
    }

    /** Whether a directory has users that are changed here; those of a file are only where it is by passwords. */
    private static boolean hasUsers(DirectorySettings one) {
        boolean bucket = BucketKeys.areOf(one.type(), one.values());
        return one.type() instanceof FileDirectoryType || (bucket && !(one.type() instanceof TokenDirectoryType));
    }
}
