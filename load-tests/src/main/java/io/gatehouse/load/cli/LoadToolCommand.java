package io.gatehouse.load.cli;

import io.gatehouse.load.clients.ClientsCommand;
import io.gatehouse.load.clients.scenario.BrokerRestartCommand;
import io.gatehouse.load.compare.CompareCommand;
import io.gatehouse.load.plan.PlanCommand;
import io.gatehouse.load.scenario.ScenarioCommand;
import io.gatehouse.load.servers.ServersCommand;
import io.gatehouse.load.users.UsersCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse load}: its sub-commands do the work. */
@Command(
        name = "load",
        description = "Puts a callout service under load, Gatehouse or any other, and judges every answer.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ServersCommand.class,
            ClientsCommand.class,
            BrokerRestartCommand.class,
            UsersCommand.class,
            CompareCommand.class,
            ScenarioCommand.class,
            PlanCommand.class
        })
final class LoadToolCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: servers, clients, users, broker-restart, scenario," + " compare or plan");
    }
}
