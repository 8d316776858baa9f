package io.gatehouse.load.users;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.LoadExitCode;
import io.gatehouse.load.options.UserPatterns;
import io.gatehouse.load.report.ProgressBar;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.passwords.PasswordHashing;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse load users}. */
@Command(
        name = "users",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes a users.json for Gatehouse with as many users as a load test plays.",
            "bcrypt of cost 4 takes about 2 ms of one core for each user, and each step more doubles it.",
            "A file that is there already is not overwritten."
        })
public final class UsersCommand implements Callable<Integer> {
    private static final int LOWEST_COST = 4;
    private static final int HIGHEST_COST = 16;

    @Option(names = "--count", paramLabel = "N", required = true, description = "How many users.")
    private int count;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The users.json to write.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            defaultValue = "APP1",
            description = "The account of the users. Default: ${DEFAULT-VALUE}")
    private String account = "";

    @Option(
            names = "--bcrypt",
            paramLabel = "COST",
            description = "Hash the passwords with bcrypt of this cost, 4 to 16. Without it they are in plain text.")
    private @Nullable Integer cost;

    @Option(
            names = "--same-password",
            paramLabel = "TEXT",
            description = "One password, and so one hash, for all users: --password-pattern TEXT plays them.")
    private @Nullable String samePassword;

    @Mixin
    private final UserPatterns patterns = new UserPatterns();

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Write the users, passwords and accounts for --credentials of load servers as well.")
    private @Nullable Path credentials;

    @Option(names = "--progress", description = "Show progress even where stderr is not a terminal.")
    private boolean progress;

    @Override
    public Integer call() {
        patterns.require(count >= 1, "--count must be at least 1");
        patterns.require(
                cost == null || (cost >= LOWEST_COST && cost <= HIGHEST_COST), "--bcrypt must be from 4 to 16");
        TestUsers users = patterns.usable(
                () -> samePassword == null ? patterns.patterned(count, 0) : patterns.patterned(count, samePassword));
        create(credentials == null ? List.of(out) : List.of(out, credentials));
        try (ProgressBar bar = ProgressBar.onStderr(progress, "users", count)) {
            UsersWriter writer = new UsersWriter(account, Map.of());
            writer.write(out, List.of(new UsersWriter.UserGroup(users, hashing())), done -> bar.at(done, ""));
            if (credentials != null) {
                writer.writeLogins(credentials, users, 0, count);
            }
        } catch (IOException e) {
            throw new LoadException("the users cannot be written: " + e.getMessage(), e);
        }
        patterns.commandLine().getOut().println(count + " users of account " + account + " in " + out);
        return LoadExitCode.OK;
    }

    /** A file with users of somebody must not be lost: both are new, or neither is written. */
    private static void create(List<Path> files) {
        List<Path> created = new ArrayList<>();
        try {
            for (Path file : files) {
                if (!isDevice(file)) {
                    created.add(Files.createFile(file));
                }
            }
        } catch (FileAlreadyExistsException e) {
            remove(created);
            throw new LoadException(
                    e.getFile() + " is there already, and is not overwritten; name another file, or remove it first");
        } catch (IOException e) {
            remove(created);
            throw new LoadException("the users cannot be written: " + e.getMessage(), e);
        }
    }

    /** Such as a pipe, which holds nothing that could be lost. */
    private static boolean isDevice(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    private static void remove(List<Path> created) {
        try {
            for (Path file : created) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new LoadException("an empty file is left: " + e.getMessage(), e);
        }
    }

    private UnaryOperator<String> hashing() {
        if (cost == null) {
            return UnaryOperator.identity();
        }
        int rounds = cost;
        if (samePassword != null) {
            String hash = PasswordHashing.bcrypt(samePassword, rounds);
            return password -> hash;
        }
        return password -> PasswordHashing.bcrypt(password, rounds);
    }
}
