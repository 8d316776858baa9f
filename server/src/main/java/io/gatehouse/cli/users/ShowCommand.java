package io.gatehouse.cli.users;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.directory.users.RecordText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse users show}. */
@Command(name = "show", description = "Shows a user's record, one field a line, without the password's hash.")
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "USER", description = "The user's name.")
    private String user = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final UserCommands users;

    ShowCommand(UserCommands users) {
        this.users = users;
    }

    @Override
    public Integer call() throws InterruptedException {
        users.with(store -> print(Edit.of(store, user).record()));
        return ExitCode.OK;
    }

    private void print(RecordText record) {
        PrintWriter out = spec.commandLine().getOut();
        record.fields().forEach((field, json) -> out.println(field + ": " + (field.equals("pass") ? "(set)" : json)));
    }
}
