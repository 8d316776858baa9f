package io.gatehouse.load.clients;

import io.gatehouse.load.options.ExitCode;
import io.gatehouse.load.options.ReportingOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse load clients}. */
@Command(
        name = "clients",
        mixinStandardHelpOptions = true,
        description = "Opens real client connections, holds them, and runs a reconnect storm.")
public final class ClientsCommand implements Callable<Integer> {
    @Mixin
    private final ReportingOptions reporting = new ReportingOptions();

    @Override
    public Integer call() {
        reporting.say("load clients is not in this build");
        return ExitCode.FAILED;
    }
}
