package io.gatehouse.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse}: the command above all others. */
@Command(
        name = "gatehouse",
        versionProvider = Version.class,
        description = {
            "The auth callout server for NATS. It decides for nats-server who may connect, to which account, and with which"
                    + " permissions."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  gatehouse demo                        see it work in half a minute (in a checkout)",
            "  gatehouse init nats                   create a new deployment in the folder nats",
            "  nats-server -c nats/server.conf       start nats-server",
            "  gatehouse run -c nats/gatehouse.yaml  start the service",
            "  gatehouse check -c nats/gatehouse.yaml",
            "                                        find mistakes, with how to correct them",
            "",
            "For more about a command: gatehouse COMMAND --help, or gatehouse help COMMAND.",
            "",
            "Exit codes: 0 success, 1 failure, 2 the command line is wrong."
        })
final class Gatehouse implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = picocli.CommandLine.ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable")
    private boolean version;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }
}
