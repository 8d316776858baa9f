package io.gatehouse.load.users;

import io.gatehouse.load.options.LoadException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gatehouse load users}. */
@Command(
        name = "users",
        mixinStandardHelpOptions = true,
        description = "Writes a users.json for Gatehouse with as many users as a load test plays.")
public final class UsersCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new LoadException("load users is not in this build");
    }
}
