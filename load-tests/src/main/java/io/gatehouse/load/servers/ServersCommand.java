package io.gatehouse.load.servers;

import io.gatehouse.load.nats.NatsConnection;
import io.gatehouse.load.options.DurationConverter;
import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.ReportingOptions;
import io.gatehouse.load.options.RunReport;
import io.gatehouse.load.options.ServerConnectionOptions;
import io.gatehouse.load.process.ProcessSampler;
import io.gatehouse.load.report.Expectations;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.servers.batch.RequestBatch;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse load servers}. */
@Command(
        name = "servers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays nats-servers that ask a callout service about clients, and judges every answer.",
            "It publishes through a real nats-server, as a user who may publish the callout's subject."
        })
public final class ServersCommand implements Callable<Integer> {
    /** Moments so much later are still after those before: by much more, their numbers overflow. */
    private static final Duration LONGEST = Duration.ofHours(2);

    @Mixin
    private final ServerConnectionOptions nats = new ServerConnectionOptions();

    @Mixin
    private final RequestOptions users = new RequestOptions();

    @Mixin
    private final ShapeOptions shape = new ShapeOptions();

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            defaultValue = "$SYS.REQ.USER.AUTH",
            description = "Where requests are published. Default: ${DEFAULT-VALUE}")
    private String subject = "";

    @Option(
            names = "--inbox-prefix",
            paramLabel = "SUBJECT",
            defaultValue = "_INBOX",
            description = "The first tokens of the reply subjects. Default: ${DEFAULT-VALUE}")
    private String inbox = "";

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = DurationConverter.class,
            description = "Within this an answer is in time. Default: ${DEFAULT-VALUE}")
    private Duration budget = Duration.ZERO;

    @Option(
            names = "--auth-timeout",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = DurationConverter.class,
            description = "How long the played servers wait. Requests that are kept ready say 30 minutes more."
                    + " Default: ${DEFAULT-VALUE}")
    private Duration authTimeout = Duration.ZERO;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "100ms",
            converter = DurationConverter.class,
            description = "Open loop: how long after its end requests that were due before may still be sent; the rest"
                    + " is not offered. Default: ${DEFAULT-VALUE}")
    private Duration grace = Duration.ZERO;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long late answers are waited for at most. Default: ${DEFAULT-VALUE}")
    private Duration settle = Duration.ZERO;

    @Option(
            names = "--metrics",
            paramLabel = "URL",
            description = "A Prometheus endpoint of the service, asked once a second for its queue and what it sheds.")
    private @Nullable URI metrics;

    @Option(
            names = "--metrics-depth",
            paramLabel = "NAME",
            defaultValue = "gatehouse_queue_depth",
            description = "The gauge of what waits. Default: ${DEFAULT-VALUE}")
    private String depthMetric = "";

    @Option(
            names = "--metrics-shed",
            paramLabel = "NAME",
            defaultValue = "gatehouse_dropped_total",
            description = "The counter of what was shed. Default: ${DEFAULT-VALUE}")
    private String shedMetric = "";

    @Mixin
    private final ReportingOptions reporting = new ReportingOptions();

    private @Nullable Figures figures;

    /** What was found; empty before the command has run, and when it failed. */
    public Optional<Figures> figures() {
        return Optional.ofNullable(figures);
    }

    @Override
    public Integer call() {
        LoadProfile profile = shape.profile();
        requireBounded("--budget", budget);
        requireBounded("--auth-timeout", authTimeout);
        requireBounded("--grace", grace);
        requireBounded("--settle", settle);
        LoadSettings settings = new LoadSettings(
                users.workload(shape.users()), subject, inbox, users.expected(), budget, authTimeout, grace, settle);
        Expectations expectations = reporting.expectations(ServersReport.paths(profile));
        try (ProcessSampler service = reporting.sampleService();
                ProcessSampler server = reporting.sampleServer();
                MetricsSampler sampler = MetricsSampler.start(metrics, depthMetric, shedMetric);
                NatsConnection connection = nats.connect()) {
            checkHeaders(connection, settings);
            LoadSession session = new LoadSession(settings, connection, reporting);
            Probes probes = new Probes(service, server, sampler);
            RunResult result = new ProfileRun(session, probes, shape.warmup(), shape.cooldown()).of(profile);
            warn(probes, session);
            result.measured().forEach(part -> Lateness.warning(part).ifPresent(reporting::say));
            RunReport outcome = ServersReport.of(result, session).outcome(profile, expectations.mention("wrong"));
            figures = outcome.figures();
            return reporting.finish(outcome, expectations);
        }
    }

    private void requireBounded(String option, Duration time) {
        shape.require(time.compareTo(LONGEST) <= 0, option + " must be at most 2h");
    }

    private static void checkHeaders(NatsConnection connection, LoadSettings settings) {
        if (!connection.hasHeaders() && settings.isSealed()) {
            throw new LoadException("this nats-server has no headers, which sealed requests need: use 2.10 or newer");
        }
    }

    private void warn(Probes probes, LoadSession session) {
        long alone = session.sum(RequestBatch::unanswerable);
        if (alone > 0) {
            reporting.say("Nobody listened on " + session.settings().subject() + " for " + alone + " requests.");
        }
        if (!session.settings().isIssuerVerified()) {
            reporting.say("Whose signature the responses bear was not checked: name the key with --issuer.");
        }
        if (probes.service().hasEnded() || probes.server().hasEnded()) {
            reporting.say("A process that was measured has ended during the run.");
        }
        if (probes.metrics().failures() > 0) {
            reporting.say(
                    "The metrics endpoint did not answer " + probes.metrics().failures() + " times.");
        }
    }
}
