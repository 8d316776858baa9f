package io.gatehouse.load.plan;

import io.gatehouse.load.options.DurationConverter;
import io.gatehouse.load.options.LoadExitCode;
import io.gatehouse.load.options.ResultOptions;
import io.gatehouse.load.plan.storm.Fleet;
import io.gatehouse.load.plan.storm.StormSettings;
import io.gatehouse.load.report.Expectations;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.ProgressBar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse load plan}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says how many instances of Gatehouse are needed so that all clients are back within a given time after a"
                    + " restart of all nats-servers: simulates the storm with more and more instances until they are.",
            "It measures nothing and connects to nothing. The costs are those of docs/benchmarks.md; --from takes"
                    + " those of your own machine from results of load servers and load clients.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  gatehouse load plan --clients 20000 --within 60s",
            "        20,000 users of a users.json with bcrypt, and empty caches",
            "  gatehouse load plan --clients 1000000 --clusters 3 --servers 20 --reconnect-jitter 60s --within 3m"
                    + " --directory oidc",
            "        a supercluster whose clients bring tokens",
            "  gatehouse load plan --clients 50000 --within 2m --directory ldap --backend-rate 800 --shared-cache --lose 1",
            "        an LDAP server that answers 800 logins a second, and one instance that stops during the storm",
            "  gatehouse load plan --clients 20000 --within 60s --instances 4",
            "        the storm with four instances",
            "  gatehouse load plan --measured",
            "        storms that were measured, and what the simulation predicts for them",
            "",
            "How to read the result, and what it does not know: docs/guides/sizing.md"
        })
public final class PlanCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofHours(2);

    /** One plan is watched for so many times as long as it is to take. */
    private static final int WATCHED = 3;

    private static final int WHOLE = 100;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How soon after the restart all clients must be back. Default: 60s")
    private Duration within = Duration.ZERO;

    @Mixin
    private final FleetOptions fleet = new FleetOptions();

    @Mixin
    private final InstanceOptions service = new InstanceOptions();

    @Option(
            names = "--instances",
            paramLabel = "N",
            description = "Simulate this many instances of each cluster only, instead of searching.")
    private @Nullable Integer instances;

    @Option(
            names = "--from",
            paramLabel = "FILE.json",
            description =
                    "Take costs from a result of load servers --pid --json (an answer's) or load clients --server-pid"
                            + " --json (a server's for a login); may be given several times.")
    private List<Path> from = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of the random numbers: the same one gives the same result. Default: 1")
    private long seed;

    @Option(
            names = "--measured",
            description = "Simulate storms that were measured, and compare; needs no other option.")
    private boolean measured;

    @Option(names = "--progress", description = "Show progress even where stderr is not a terminal.")
    private boolean progress;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write the result as one self-contained page with plots.")
    private @Nullable Path report;

    @Mixin
    private final ResultOptions reporting = new ResultOptions();

    @Override
    public Integer call() {
        if (measured) {
            return compare();
        }
        Expectations expectations = reporting.expectations(PlanResult.FIGURES.paths());
        PlanResult result = plan();
        return tell(result, expectations);
    }

    private int tell(PlanResult result, Expectations expectations) {
        Figures figures = PlanResult.FIGURES.figures(result);
        reporting.print(figures, result.table());
        reporting.say(result.verdict());
        if (report != null) {
            reporting.writeReport(report, PlanPage.of(result), figures);
        }
        return result.holds() && reporting.keeps(expectations, figures) ? LoadExitCode.OK : LoadExitCode.MISSED;
    }

    private int compare() {
        Expectations expectations = reporting.expectations(MeasuredComparison.FIGURES.paths());
        List<Compared> storms = MeasuredStorms.compare();
        Figures figures = MeasuredComparison.FIGURES.figures(storms);
        reporting.print(figures, MeasuredComparison.table(storms));
        reporting.say(MeasuredComparison.verdict(storms));
        if (report != null) {
            reporting.writeReport(report, MeasuredComparison.page(storms), figures);
        }
        return reporting.keeps(expectations, figures) ? LoadExitCode.OK : LoadExitCode.MISSED;
    }

    private PlanResult plan() {
        reporting.require(
                within.compareTo(Duration.ofSeconds(1)) >= 0 && within.compareTo(LONGEST) <= 0,
                "--within must be from 1s to 2h");
        reporting.require(
                instances == null || (instances >= 1 && instances <= PlanSearch.MOST),
                "--instances must be from 1 to " + PlanSearch.MOST);
        StormSettings settings = settings();
        int clusters = settings.brokers().clusters();
        int clients = settings.fleet().clients();
        reporting.require(
                instances == null || service.lost() < instances * clusters, "--lose leaves no instance of --instances");
        try (ProgressBar bar = ProgressBar.onStderr(progress, "simulating", WHOLE)) {
            PlanSearch search =
                    new PlanSearch(settings, count -> service.memory(clients, clusters), new PlanProgress(bar));
            return instances == null ? search.search() : search.only(within.multipliedBy(WATCHED));
        }
    }

    private StormSettings settings() {
        Fleet clients = fleet.fleet();
        MeasuredCosts costs = MeasuredCosts.read(from);
        int least = instances == null ? 1 + service.lost() : instances;
        return new StormSettings(
                clients,
                fleet.brokers(costs.serverLoginMicros()),
                service.service(least, costs.answerMicros()),
                service.backend(),
                0,
                within,
                seed);
    }
}
