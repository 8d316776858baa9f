package io.gatehouse.load.scenario;

import io.gatehouse.load.options.LoadExitCode;
import io.gatehouse.load.options.ResultOptions;
import io.gatehouse.load.report.Expectations;
import io.gatehouse.load.report.Figures;
import io.gatehouse.load.report.FiguresJson;
import io.gatehouse.load.rig.MeasuringOptions;
import io.gatehouse.load.rig.ObjectiveResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse load scenario}. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a storm on this machine, measures how Gatehouse copes, and compares that with what is promised."
                    + " Starts and ends everything that it needs.",
            "overload-warm   users who are known, at 1 to 20 times of capacity; callout.go for comparison",
            "overload-hash   users whose passwords must be hashed, at 10 times, along with users who are known",
            "recovery        from 10 times down to 0.8: until 99 %% are in time again",
            "cold-start      the first 5,000 requests of a fresh instance; start-up with directories of each type",
            "warm-up         what the first answers of a fresh process cost, and how many it can answer on a fifth of a core",
            "two-instances   answers a second of two against one",
            "memory          resident memory at 10 times",
            "large-directory a million users in users.json and in a KV bucket: loaded, changed, read again under logins",
            "cold-lookups    logins of which nothing is remembered: http, ldap, postgres and oidc against their servers",
            "cold-storm      five times the logins that a web service can be asked about, beside users who are known",
            "cold-restart    one of two instances is killed: how many users their web service is asked about again",
            "all             one after the other"
        })
public final class ScenarioCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Which one; see above.")
    private String name = "";

    @Mixin
    private final MeasuringOptions measuring = new MeasuringOptions();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each step lasts. Default: depends on the scenario")
    private @Nullable Integer seconds;

    @Option(
            names = "--quota",
            paramLabel = "CORES",
            description = "Hold each service to so many cores; 0 for no limit. Default: depends on the scenario")
    private @Nullable Double quota;

    @Option(
            names = "--off",
            paramLabel = "KEY=VALUE",
            description = {
                "overload-warm: measure Gatehouse a second time with this setting, which takes a part of its storm control"
                        + " away; may be given several times."
            })
    private List<String> off = new ArrayList<>();

    @Option(names = "--no-peers", negatable = true, description = "overload-warm: measure callout.go too. Default: yes")
    private boolean peers = true;

    @Option(
            names = "--directory-users",
            paramLabel = "N",
            description = "large-directory: users in users.json, and in the bucket. Default: ${DEFAULT-VALUE}")
    private int large = 1_000_000;

    @Option(
            names = "--only",
            paramLabel = "TYPE",
            description = "cold-lookups: measure this type of directory; may be given several times. Default: all")
    private List<String> only = new ArrayList<>();

    @Mixin
    private final ResultOptions result = new ResultOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write NAME.json for each scenario, and summary.md, into this folder.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        List<ObjectiveResult> objectives = new ArrayList<>();
        Figures all = new Figures();
        List<Scenarios> scenarios = Scenarios.named(name);
        Expectations expectations = result.expectations(paths(scenarios));
        for (Scenarios scenario : scenarios) {
            result.say(scenario.words());
            ScenarioResult found = scenario.make().run(settings(scenario));
            result.say(found.details().text());
            objectives.addAll(found.objectives());
            Figures figures = figures(found);
            all.put(scenario.words(), figures);
            write(scenario.words() + ".json", FiguresJson.text(figures) + "\n");
        }
        write("summary.md", ObjectiveResult.table(objectives).markdown());
        result.print(all, ObjectiveResult.table(objectives));
        boolean kept = result.keeps(expectations, all);
        return kept && objectives.stream().allMatch(ObjectiveResult::held) ? LoadExitCode.OK : LoadExitCode.MISSED;
    }

    /** What can be expected: the figures of the objectives, each by its place. */
    private static List<String> paths(List<Scenarios> scenarios) {
        return scenarios.stream()
                .flatMap(scenario ->
                        ObjectiveResult.FIGURES.paths().stream().map(path -> scenario.words() + ".rows[]." + path))
                .toList();
    }

    private ScenarioSettings settings(Scenarios scenario) {
        return new ScenarioSettings(
                measuring.rounds(),
                Duration.ofSeconds(seconds == null ? scenario.seconds() : seconds),
                measuring.warmUp(),
                quota == null ? scenario.quota() : quota,
                measuring.settings(),
                off,
                measuring.users(),
                large,
                only,
                peers,
                result::say);
    }

    private static Figures figures(ScenarioResult found) {
        return new Figures()
                .put("rows", ObjectiveResult.FIGURES.figures(found.objectives()))
                .put("measured", found.figures());
    }

    private void write(String file, String text) {
        if (out != null) {
            result.write("--out", out.resolve(file), text);
        }
    }
}
