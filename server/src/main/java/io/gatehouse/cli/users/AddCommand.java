package io.gatehouse.cli.users;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.policy.text.Quoted;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse users add}. */
@Command(name = "add", description = "Adds a user. Fails when there is one of that name.")
final class AddCommand implements Callable<Integer> {
    @Parameters(paramLabel = "USER", description = "The user's name.")
    private String user = "";

    @Mixin
    private UserFields fields = new UserFields();

    @Option(names = "--no-password", description = "Ask for no password: the user cannot log in with one.")
    private boolean noPassword;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final UserCommands users;

    AddCommand(UserCommands users) {
        this.users = users;
    }

    @Override
    public Integer call() throws InterruptedException {
        users.with(store -> Edit.of(store, user).add(this::record));
        spec.commandLine().getOut().println("Added " + Quoted.of(user));
        return ExitCode.OK;
    }

    /** The password comes last: nothing is asked for in vain. */
    private RecordText record(RecordText empty) {
        RecordText record = fields.apply(empty);
        return noPassword
                ? record
                : new NewPassword(users.context(), spec.commandLine().getErr()).addTo(record);
    }
}
