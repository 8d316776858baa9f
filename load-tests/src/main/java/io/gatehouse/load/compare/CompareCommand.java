package io.gatehouse.load.compare;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.load.options.ReportingOptions;
import io.gatehouse.load.options.RunReport;
import io.gatehouse.load.report.Expectations;
import io.gatehouse.load.rig.Encryption;
import io.gatehouse.load.rig.GatehouseService;
import io.gatehouse.load.rig.MeasuringOptions;
import io.gatehouse.load.rig.ObjectiveResult;
import io.gatehouse.load.rig.PeerService;
import io.gatehouse.load.rig.Peers;
import io.gatehouse.load.rig.Repository;
import io.gatehouse.load.rig.ServiceUnderTest;
import io.gatehouse.load.rig.TestEnvironment;
import io.gatehouse.load.rig.UserFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse load compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Puts Gatehouse and its peers under the same load, one after the other, on this machine: a service on callout.go,"
                    + " one request after the other and with workers, and a plain one in Java. Prints CPU per answer,"
                    + " answers per second at saturation and p99 at half of it, with xkey and without, and the ratios."
        })
public final class CompareCommand implements Callable<Integer> {
    private static final String OURS = "Gatehouse";

    @Mixin
    private ReportingOptions reporting = new ReportingOptions();

    @Mixin
    private final MeasuringOptions measuring = new MeasuringOptions();

    @Option(
            names = "--quota",
            paramLabel = "CORES",
            description = "Hold each service to so many cores at saturation; 0 for no limit. Default: ${DEFAULT-VALUE}")
    private double quota = 0.5;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each figure is measured. Default: ${DEFAULT-VALUE}")
    private int seconds = 10;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Requests a second of the moderate load, which all must be able to serve."
                    + " Default: ${DEFAULT-VALUE}")
    private double rate = 200;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Requests under way at saturation. Default: ${DEFAULT-VALUE}")
    private int concurrency = 64;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Workers of callout.go where it has any. Default: ${DEFAULT-VALUE}")
    private int workers = 4;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "Measure only services whose name begins so; may be given several times.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--sealing", paramLabel = "WHICH", description = "xkey, plain or both. Default: ${DEFAULT-VALUE}")
    private String sealing = "both";

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the tables as Markdown.")
    private @Nullable Path markdown;

    @Override
    public Integer call() {
        Expectations expectations = reporting.expectations(ComparisonReport.paths());
        ComparisonSettings settings = new ComparisonSettings(
                measuring.rounds(), quota, measuring.warmUp(), Duration.ofSeconds(seconds), rate, concurrency);
        try (TestEnvironment environment = TestEnvironment.open()) {
            UserFiles users = UserFiles.plain(environment, measuring.users());
            ComparisonResults results =
                    new Comparison(environment, users, services(), encryptions(), settings, reporting::say).run();
            List<ObjectiveResult> objectives = new ComparisonObjectives(results, OURS).results();
            return tell(new ComparisonReport(results, objectives, settings), expectations);
        }
    }

    private int tell(ComparisonReport report, Expectations expectations) {
        RunReport outcome = report.outcome();
        reporting.say(report.services().text());
        if (markdown != null) {
            reporting.write("--markdown", markdown, report.markdown());
        }
        return reporting.finish(outcome, expectations);
    }

    private List<ServiceUnderTest> services() {
        Repository repository = Repository.ours();
        List<ServiceUnderTest> services = new ArrayList<>();
        services.add(new GatehouseService(OURS, repository.launcher(), measuring.settings()));
        Peers peers = Peers.build(repository, workers);
        peers.leftOut().forEach(reporting::say);
        services.addAll(peers.services());
        services.removeIf(service -> !only.isEmpty() && only.stream().noneMatch(service.name()::startsWith));
        if (services.isEmpty()) {
            throw new LoadException("--only names no service; there are: " + OURS + ", "
                    + String.join(
                            ", ",
                            peers.services().stream().map(PeerService::name).toList()));
        }
        return services;
    }

    private List<Encryption> encryptions() {
        return switch (sealing) {
            case "both" -> List.of(Encryption.values());
            case "xkey" -> List.of(Encryption.XKEY);
            case "plain" -> List.of(Encryption.PLAIN);
            default -> throw new LoadException("--sealing is xkey, plain or both, not " + sealing);
        };
    }
}
