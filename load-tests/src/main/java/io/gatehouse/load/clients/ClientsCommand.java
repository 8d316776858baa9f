package io.gatehouse.load.clients;

import io.gatehouse.load.options.DurationConverter;
import io.gatehouse.load.options.ReportingOptions;
import io.gatehouse.load.report.Expectations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse load clients}. */
@Command(
        name = "clients",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Opens real client connections to a real nats-server, holds them, and runs a reconnect storm: the broker is"
                    + " restarted, and all clients come back as nats.go, jnats or nats.js would.",
            "Times are written 500ms, 2s, 1m."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse load clients --server nats://127.0.0.1:4222 --clients 5000 --hold 30s",
            "  gatehouse load clients --server nats://127.0.0.1:4222 --clients 20000 --storm \\",
            "      --restart 'systemctl restart nats' --server-pid-file /run/nats.pid --pid $(pgrep -f gatehouse.jar) \\",
            "      --expect storm.lost_for_good==0 --expect 'cpu_share<0.25'"
        })
public final class ClientsCommand implements Callable<Integer> {
    @Mixin
    private final ClientGroupOptions groupOptions = new ClientGroupOptions();

    @Option(
            names = "--hold",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "0s",
            description = "How long the clients stay in before the storm or the end. Default: 0s")
    private Duration hold = Duration.ZERO;

    @Option(
            names = "--ramp-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "60s",
            description = "How long to wait for the first logins after the last was begun. Default: 60s")
    private Duration rampTimeout = Duration.ofSeconds(60);

    @Option(
            names = "--processes",
            paramLabel = "N",
            description =
                    "Into how many processes the clients are divided. Default: as the limit of open files asks for")
    private int processes;

    @Mixin
    private final StormOptions stormOptions = new StormOptions();

    @Mixin
    private final ReportingOptions reporting = new ReportingOptions();

    @Override
    public Integer call() {
        Expectations expectations = reporting.expectations(ClientsRun.figures(stormOptions.isWanted()));
        List<String> arguments = ClientGroupArguments.of(reporting.commandLine().getParseResult());
        ClientsRun run = reporting.usable(() -> new ClientsRun(arguments, processes));
        Schedule schedule = reporting.usable(this::schedule);
        checkBroker(run.clients());
        try (Processes measured = new Processes(reporting.sampleService(), reporting.sampleServer())) {
            return reporting.finish(run.run(schedule, reporting, measured, List.of()), expectations);
        }
    }

    private Schedule schedule() {
        double begunSeconds = groupOptions.clients() / groupOptions.connectRate();
        Duration limit = rampTimeout.plusMillis((long) (begunSeconds * 1000));
        return new Schedule(limit, hold, stormOptions.isWanted() ? stormOptions.broker() : null, stormOptions.limit());
    }

    private void checkBroker(int clients) {
        for (long pid : stormOptions.knownPids()) {
            if (!FileLimit.allows(pid, clients)) {
                reporting.say("Warning: process " + pid + " may open "
                        + FileLimit.of(pid).orElse(0)
                        + " files, too few for " + clients + " clients: start nats-server after ulimit -n "
                        + (clients + FileLimit.BESIDE) + ", or use several servers and --spread.");
            }
        }
    }
}
