package io.gatehouse.cli.users;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.policy.text.Quoted;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does the same with each of the users who are named. */
abstract class NamedUsersCommand implements Callable<Integer> {
    @Parameters(paramLabel = "USER", arity = "1..*", description = "The users' names.")
    private List<String> names = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final UserCommands users;
    private final String done;

    /** @param done what is said of each, before the name */
    NamedUsersCommand(UserCommands users, String done) {
        this.users = users;
        this.done = done;
    }

    /** What is done with one. */
    abstract void on(Edit user) throws KvException, InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        users.with(store -> {
            for (String name : names) {
                on(Edit.of(store, name));
                spec.commandLine().getOut().println(done + " " + Quoted.of(name));
            }
        });
        return ExitCode.OK;
    }
}
