package io.gatehouse.load.clients;

import io.gatehouse.load.clients.engine.ClientGroup;
import io.gatehouse.load.clients.engine.ClientGroupPlan;
import io.gatehouse.load.clients.engine.LocalClientGroup;
import io.gatehouse.load.clients.workers.ForkedClientGroup;
import io.gatehouse.load.nats.NatsConnection;
import io.gatehouse.load.nats.ServerAddress;
import io.gatehouse.load.nats.TlsClientContext;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.ReportingOptions;
import io.gatehouse.load.options.RunReport;
import io.gatehouse.load.report.HtmlPage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;

/** A run of clients: who they are, and in how many processes. */
public final class ClientsRun {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

    private final List<String> arguments;
    private final ClientGroupOptions options;
    private final ClientGroupPlan plan;
    private final int processes;

    /**
     * A run that is not begun.
     *
     * @param arguments options of {@code load clients} that say who the clients are
     * @param processes 0 for as many as the limit of open files asks for
     * @throws IllegalArgumentException when an option cannot be used
     * @throws io.gatehouse.load.options.LoadException when a file cannot be read, or a host not be found
     */
    public ClientsRun(List<String> arguments, int processes) {
        this.arguments = List.copyOf(arguments);
        this.options = CommandLine.populateCommand(new ClientGroupOptions(), arguments.toArray(String[]::new));
        this.plan = options.plan();
        this.processes = processes > 0 ? processes : FileLimit.processesFor(plan.clients());
    }

    /** The names of all figures that a run has. */
    public static Collection<String> figures(boolean storm) {
        return ClientsReport.paths(storm);
    }

    int clients() {
        return plan.clients();
    }

    /**
     * Runs it to its end.
     *
     * @param measured the service and the broker
     * @param more lines for the report on how it was run, as {@code name=value}
     */
    public RunReport run(Schedule schedule, ReportingOptions reporting, Processes measured, List<String> more) {
        List<HtmlPage.Fact> facts = new ArrayList<>(options.facts());
        for (String line : more) {
            int equals = line.indexOf('=');
            facts.add(new HtmlPage.Fact(line.substring(0, equals), line.substring(equals + 1)));
        }
        probe();
        try (ClientGroup group = group(reporting)) {
            ClientsResult result = new Experiment(
                            group, schedule, reporting, measured, plan.servers().all())
                    .run(facts);
            return ClientsReport.outcome(result);
        }
    }

    /** What keeps one from a handshake is better reported once than found by thousands. */
    private void probe() {
        TlsClientContext tls = plan.security().tls();
        if (!plan.security().wanted() || tls == null) {
            return;
        }
        for (InetSocketAddress server : plan.servers().all()) {
            ServerAddress address = new ServerAddress(server.getHostString(), server.getPort(), true);
            try {
                NatsConnection.probe(address, tls, PROBE_TIMEOUT);
            } catch (IOException e) {
                throw new LoadException("no connection to " + address + ": " + e.getMessage(), e);
            }
        }
    }

    private ClientGroup group(ReportingOptions reporting) {
        if (processes == 1) {
            return new LocalClientGroup(plan);
        }
        reporting.say("The clients are in " + processes + " processes; each may open "
                + FileLimit.ours().orElse(0) + " files.");
        return new ForkedClientGroup(
                plan.clients(), processes, share -> WorkerMain.command(share, processes, arguments));
    }
}
