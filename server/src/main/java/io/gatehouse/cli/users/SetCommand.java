package io.gatehouse.cli.users;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.policy.text.Quoted;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse users set}. */
@Command(
        name = "set",
        description =
                "Changes the given fields of a user, and keeps the others. Fails when somebody else changes the same"
                        + " user at that moment.")
final class SetCommand implements Callable<Integer> {
    @Parameters(paramLabel = "USER", description = "The user's name.")
    private String user = "";

    @Mixin
    private UserFields fields = new UserFields();

    @Option(
            names = "--unset",
            paramLabel = "FIELDS",
            split = ",",
            description = "Fields to remove, such as groups,expires.")
    private @Nullable List<String> unset;

    @Option(names = "--new-password", description = "Ask for a new password.")
    private boolean newPassword;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final UserCommands users;

    SetCommand(UserCommands users) {
        this.users = users;
    }

    @Override
    public Integer call() throws InterruptedException {
        users.with(store -> Edit.of(store, user).change(this::record));
        spec.commandLine().getOut().println("Changed " + Quoted.of(user));
        return ExitCode.OK;
    }

    private RecordText record(RecordText before) {
        RecordText record = fields.apply(before);
        for (String field : unset == null ? List.<String>of() : unset) {
            record = record.without(field);
        }
        return newPassword ? new NewPassword(users.context(), spec.commandLine().getErr()).addTo(record) : record;
    }
}
