package io.gatehouse.cli.users;

import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.directory.bucket.BucketSettings;
import io.gatehouse.directory.bucket.KvBucket;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.file.FileDirectoryType;
import io.gatehouse.directory.token.TokenDirectoryType;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
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
    @Option(
            names = "--kv",
            paramLabel = "BUCKET",
            scope = ScopeType.INHERIT,
            description = "The users of this KV bucket.")
    private @Nullable String bucket;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The users of this users.json.")
    private @Nullable String file;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration file, gatehouse.yaml, that has the directory.")
    private @Nullable String config;

    @Option(
            names = "--directory",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "A directory of the configuration file. May be left out where there is only one.")
    private @Nullable String directory;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

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
        throw new ParameterException(spec.commandLine(), "Say what to do with the users: a command is missing");
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
        long given =
                Stream.of(bucket, file, config).filter(where -> where != null).count();
        if (given != 1) {
            throw wrong("say where the users are, once: --kv BUCKET, --file FILE, or -c FILE");
        }
        if (directory != null && config == null) {
            throw wrong("--directory is the name of a directory in a configuration file; give that with -c");
        }
        try (UserStore store = open()) {
            work.on(store);
        } catch (KvException e) {
            throw new UsersFailure(String.valueOf(e.getMessage()));
        }
    }

    private UserStore open() throws KvException, InterruptedException {
        if (file != null) {
            return FileStore.open(context.workingDirectory().resolve(file));
        }
        if (bucket != null) {
            return open(new BucketSettings("users", name(bucket), connection.read(context), NameForm.EXACT));
        }
        SettingsLoader loader = new SettingsLoader(context.environment(), context.workingDirectory());
        GatehouseSettings settings = loader.load(context.workingDirectory().resolve(String.valueOf(config)));
        return open(directory(settings.directories()), settings.nats());
    }

    private String name(String given) {
        try {
            return BucketKeys.bucket(given);
        } catch (IllegalArgumentException e) {
            throw wrong("--kv: " + e.getMessage());
        }
    }

    private DirectorySettings directory(List<DirectorySettings> all) {
        if (directory == null && all.size() == 1) {
            return all.get(0);
        }
        List<String> names = all.stream().map(DirectorySettings::name).toList();
        if (directory == null) {
            throw wrong("say which directory with --directory: " + String.join(", ", names));
        }
        return all.stream()
                .filter(one -> one.name().equals(directory))
                .findFirst()
                .orElseThrow(() -> wrong("there is no directory " + directory + ": " + String.join(", ", names)));
    }

    private UserStore open(DirectorySettings one, NatsSettings own) throws KvException, InterruptedException {
        if (BucketKeys.areOf(one.type(), one.values()) && !(one.type() instanceof TokenDirectoryType)) {
            BucketSettings settings = BucketKeys.settings(
                    one.name(), one.values(), own, one.names().form());
            return open(connection.areGiven() ? settings.over(connection.read(context, settings.nats())) : settings);
        }
        if (one.type() instanceof FileDirectoryType) {
            Path path = FileDirectoryType.settings(
                            one.name(), one.values(), one.names().form())
                    .path();
            return FileStore.open(path);
        }
        throw new UsersFailure(
                "directory " + one.name() + " is of type " + one.type().type() + ", whose users are changed elsewhere");
    }

    private static UserStore open(BucketSettings settings) throws KvException, InterruptedException {
        return new KvStore("bucket " + settings.bucket(), settings.form(), KvBucket.open(settings));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
