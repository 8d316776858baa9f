package io.gatehouse.cli.explain;

import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.explain.ExplainedLogin;
import io.gatehouse.policy.text.Quoted;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.explain.RightsComparison;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that compare two configurations. */
final class AgainstOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = "--against",
            paramLabel = "FILE",
            order = 40,
            description = "Another configuration file: lists the users of file and kv directories whose permissions it"
                    + " changes, and how.")
    private @Nullable String file;

    @Option(
            names = "--users",
            paramLabel = "NAME",
            split = ",",
            order = 41,
            description =
                    "With --against: only the users of these names, each of whom must be in a directory. May be repeated.")
    private Set<String> users = Set.of();

    boolean areGiven() {
        return file != null || !users.isEmpty();
    }

    /** The other configuration file. */
    String file() {
        if (file == null) {
            throw new IllegalArgumentException(
                    "--users is for a comparison: give the other configuration with --against");
        }
        return file;
    }

    /** The exit code; prints each change as it is found. */
    int compare(
            GatehouseSettings before,
            GatehouseSettings after,
            ExplainedLogin login,
            Clock clock,
            ProcessContext context,
            CommandLine line,
            boolean json) {
        PrintWriter progress = context.prompt().isPossible() ? line.getErr() : null;
        Predicate<String> wanted = users.isEmpty() ? name -> true : users::contains;
        try (RightsComparison comparison =
                new RightsComparison(before, after, clock.instant(), login, wanted, PATIENCE)) {
            requireAll(comparison);
            ChangesOutput output = json ? new ChangesJson(line.getOut()) : new ChangesText(line.getOut());
            return new ComparisonRun(comparison, output, progress).run();
        }
    }

    /** A name that nobody has is a typing error: it must not pass for a user whose rights stay. */
    private void requireAll(RightsComparison comparison) {
        if (!comparison.unreachable().isEmpty()) {
            return;
        }
        List<String> unknown = users.stream()
                .filter(user -> !comparison.has(user))
                .sorted()
                .map(Quoted::of)
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "--users: no directory of either configuration has a user " + String.join(", ", unknown));
        }
    }
}
