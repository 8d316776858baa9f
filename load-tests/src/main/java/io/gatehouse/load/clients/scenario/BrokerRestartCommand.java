package io.gatehouse.load.clients.scenario;

import io.gatehouse.load.clients.AcceptQueue;
import io.gatehouse.load.clients.BrokerControl;
import io.gatehouse.load.clients.ClientsRun;
import io.gatehouse.load.clients.FileLimit;
import io.gatehouse.load.clients.Processes;
import io.gatehouse.load.clients.Schedule;
import io.gatehouse.load.options.DurationConverter;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.ReportingOptions;
import io.gatehouse.load.options.RunReport;
import io.gatehouse.load.process.ProcessSampler;
import io.gatehouse.load.report.Expectations;
import io.gatehouse.load.rig.ChildProcess;
import io.gatehouse.load.rig.Repository;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse load broker-restart}. */
@Command(
        name = "broker-restart",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sets up nats-server, a callout service and users on loopback, lets all clients in, restarts the broker and"
                    + " watches them come back; then stops and removes everything.",
            "Where one process may not open enough files for all clients, the broker is a cluster whose servers are"
                    + " restarted all at once, each client knowing one of them."
        })
public final class BrokerRestartCommand implements Callable<Integer> {
    @Option(names = "--clients", paramLabel = "N", defaultValue = "20000", description = "How many. Default: 20000")
    private int clients;

    @Option(
            names = "--connect-rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "First logins begun a second. Default: 1000")
    private double connectRate;

    @Option(
            names = "--policy",
            paramLabel = "LIBRARY",
            defaultValue = "nats.go",
            description = "Whose reconnect and stop rules: nats.go (default), jnats or nats.js.")
    private String policy = "";

    @Option(
            names = "--reconnect-jitter",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "By how much the clients' waits differ, as an application would set it. Default: the library's")
    private @Nullable Duration reconnectJitter;

    @Option(
            names = "--passwords",
            paramLabel = "KIND",
            defaultValue = "plain",
            converter = Passwords.Converter.class,
            description = "How they are stored in users.json: plain (default) or bcrypt:COST.")
    private Passwords passwords = new Passwords(0);

    @Option(names = "--no-xkey", description = "Requests are not sealed.")
    private boolean noXkey;

    @Option(
            names = "--ending",
            paramLabel = "HOW",
            defaultValue = "kill",
            description = "How the broker is ended: kill (default, SIGKILL) or term (SIGTERM).")
    private Brokers.BrokerEnding ending = Brokers.BrokerEnding.KILL;

    @Option(
            names = "--hold",
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = DurationConverter.class,
            description = "How long the clients stay in before the restart. Default: 3s")
    private Duration hold = Duration.ZERO;

    @Option(
            names = "--storm-timeout",
            paramLabel = "TIME",
            defaultValue = "300s",
            converter = DurationConverter.class,
            description = "How long to wait for the last client. Default: 300s")
    private Duration stormTimeout = Duration.ZERO;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            description = "How many servers the broker is. Default: as the limit of open files asks for")
    private int brokers;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "Into how many processes the clients are divided. Default: as that limit asks for")
    private int processes;

    @Option(
            names = "--service",
            paramLabel = "COMMAND",
            description = {
                "Another callout service instead of ./gatehouse run: run with sh -c, and to be ended with exec.",
                "Its environment: NATS_URL, NATS_USER, NATS_PASSWORD_FILE, ISSUER_SEED_FILE, XKEY_SEED_FILE,"
                        + " USERS_JSON, GATEHOUSE_CONFIG."
            })
    private @Nullable String service;

    @Mixin
    private final ReportingOptions reporting = new ReportingOptions();

    @Override
    public Integer call() throws IOException {
        Expectations expectations = reporting.expectations(ClientsRun.figures(true));
        AcceptQueue.limit().flatMap(AcceptQueue::advice).ifPresent(reporting::say);
        reporting.say("Setting up " + clients + " users, nats-server and the service.");
        try (TemporaryDeployment deployment = TemporaryDeployment.create(clients, passwords, !noXkey);
                Brokers running = Brokers.start(deployment.serverConf(clients), brokers(), ending);
                ChildProcess serving = ChildProcess.launch(
                        "the service",
                        deployment.service(command(), running.urls().get(0)))) {
            return reporting.finish(run(running, serving), expectations);
        }
    }

    private RunReport run(Brokers running, ChildProcess serving) {
        for (String url : running.urls()) {
            FirstLogin.await(
                    url,
                    String.format(passwords.userPattern(), 0),
                    String.format(passwords.passwordPattern(), 0),
                    serving);
        }
        ClientsRun run = new ClientsRun(group(running), processes);
        try (Processes measured = new Processes(
                ProcessSampler.start("the service", List.of(serving.pid())),
                ProcessSampler.start("the broker", running.pids()))) {
            RunReport outcome = run.run(schedule(running), reporting, measured, facts(running));
            serving.check();
            return outcome;
        } catch (LoadException e) {
            throw new LoadException(e.getMessage() + "\nThe end of the service's output:\n" + serving.tail(), e);
        }
    }

    private int brokers() {
        return brokers > 0 ? brokers : FileLimit.brokersFor(clients);
    }

    private String command() {
        return service != null
                ? service
                : "exec '" + Repository.ours().launcher()
                        + "' run -c \"$GATEHOUSE_CONFIG\" --server \"$NATS_URL\" --http off";
    }

    private List<String> group(Brokers running) {
        List<String> options = new ArrayList<>(List.of(
                "--server=" + String.join(",", running.urls()),
                "--spread",
                "--clients=" + clients,
                "--user-pattern=" + passwords.userPattern(),
                "--password-pattern=" + passwords.passwordPattern(),
                "--policy=" + policy,
                "--connect-rate=" + connectRate));
        if (reconnectJitter != null) {
            options.add("--reconnect-jitter=" + reconnectJitter.toMillis() + "ms");
        }
        return options;
    }

    private Schedule schedule(BrokerControl running) {
        Duration ramp = Duration.ofMillis((long) (clients / connectRate * 1000)).plusSeconds(60);
        return new Schedule(ramp, hold, running, stormTimeout);
    }

    private List<String> facts(Brokers running) {
        return List.of(
                "nats-server=" + running.version() + ", " + running.urls().size() + " of them, ended by " + ending,
                "service=" + (service == null ? "Gatehouse, by its launcher" : service),
                "clients=by the rules of " + policy
                        + (reconnectJitter == null ? "" : ", with a jitter of " + reconnectJitter.toMillis() + " ms"),
                "passwords=" + passwords + ", " + (noXkey ? "requests not sealed" : "requests sealed"),
                "accept queue=" + AcceptQueue.limit().map(String::valueOf).orElse("?")
                        + " connections at most for each server",
                "processors=" + Runtime.getRuntime().availableProcessors() + ", shared by clients, broker and service");
    }
}
