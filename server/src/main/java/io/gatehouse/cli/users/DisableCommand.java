package io.gatehouse.cli.users;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.policy.text.Quoted;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse users disable}. */
@Command(name = "disable", description = "Disables users: each is refused at its next login, and its record stays.")
final class DisableCommand implements Callable<Integer> {
    @Parameters(paramLabel = "USER", arity = "1..*", description = "The users' names.")
    private List<String> names = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final UserCommands users;

    DisableCommand(UserCommands users) {
        this.users = users;
    }

    @Override
    public Integer call() throws InterruptedException {
        users.with(store -> {
            for (String name : names) {
                Edit.of(store, name).changeAnyway(record -> record.with("disabled", "true"));
                spec.commandLine().getOut().println("Disabled " + Quoted.of(name));
            }
        });
        return ExitCode.OK;
    }
}
