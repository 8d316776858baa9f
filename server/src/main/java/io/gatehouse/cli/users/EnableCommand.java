package io.gatehouse.cli.users;

import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.policy.text.Quoted;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse users enable}. */
@Command(name = "enable", description = "Enables users who were disabled.")
final class EnableCommand implements Callable<Integer> {
    @Parameters(paramLabel = "USER", arity = "1..*", description = "The users' names.")
    private List<String> names = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final UserCommands users;

    EnableCommand(UserCommands users) {
        this.users = users;
    }

    @Override
    public Integer call() throws InterruptedException {
        users.with(store -> {
            for (String name : names) {
                Edit.of(store, name).changeAnyway(record -> record.without("disabled"));
                spec.commandLine().getOut().println("Enabled " + Quoted.of(name));
            }
        });
        return ExitCode.OK;
    }
}
