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
            "The auth callout server for NATS: decides for nats-server who may connect, into which account, with which"
                    + " permissions."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  gatehouse demo                        see it work, in half a minute",
            "  gatehouse init nats                   make all that a new deployment needs, in the folder nats",
            "  nats-server -c nats/server.conf       start the server",
            "  gatehouse run -c nats/gatehouse.yaml  start the service",
            "  gatehouse check -c nats/gatehouse.yaml",
            "                                        find mistakes, and how to correct them",
            "",
            "gatehouse COMMAND --help, or gatehouse help COMMAND, tells more of a command.",
            "",
            "Exit codes: 0 all is well, 1 it failed, 2 the command line is wrong."
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
        throw new ParameterException(spec.commandLine(), "Say what to do: a command is missing");
    }
}
