package io.gatehouse.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link WarmAnswerBenchmark} with JMH's options, and prints a table of what each directory takes against a file. */
public final class WarmAnswers {
    /** What can be compared, for those who ask. */
    static final String HELP = """
            Usage: bench/warm [-f PROCESSES] [-p kind=KIND,...] [more options of JMH, which follow]

            A file directory is compared with:
              KV, TOKEN, NKEY, CERTIFICATE, OIDC, HTTP, LDAP, POSTGRES   another type of directory
              RULES          the same file, and a hundred rules
              TRACED         the same file, with traces of one login in a hundred
              AUDIT          the same file, with an audit log in a file
              AUDIT_STDOUT   the same file, with an audit log on the standard output, which is a file
              AUDIT_STREAM   the same file, with an audit log in a stream of a real nats-server
              AUDIT_SINGLE   the same, in a stream that takes no batches
            All of them without -p. What the threads of an audit log take counts, and a lost record is a failure.
            """;

    private WarmAnswers() {}

    public static void main(String[] args) throws CommandLineOptionException, RunnerException, IOException {
        if (Arrays.stream(args).anyMatch(Set.of("-h", "--help")::contains)) {
            System.out.println(HELP);
            new CommandLineOptions().showHelp();
            return;
        }
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .include(WarmAnswerBenchmark.class.getName())
                        .build())
                .run();
        System.out.println();
        table(results).forEach(System.out::println);
    }

    private static List<String> table(Collection<RunResult> results) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| directory | by file, us | by it, us | times as much | each process | by file, bytes | by it, bytes |");
        lines.add("|---|---|---|---|---|---|---|");
        for (RunResult result : results) {
            List<WarmFork> forks =
                    result.getBenchmarkResults().stream().map(WarmFork::of).toList();
            lines.add(row(result.getParams().getParam("kind"), forks));
        }
        return lines;
    }

    /** A row of the table: medians of all processes, and the lowest and the highest ratio. */
    static String row(String kind, List<WarmFork> forks) {
        double[] ratios = forks.stream().mapToDouble(WarmFork::ratio).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "| `%s` | %.2f | %.2f | %.3f | %.3f to %.3f | %.0f | %.0f |",
                kind.toLowerCase(Locale.ROOT),
                median(forks, WarmFork::fileMicros),
                median(forks, WarmFork::micros),
                median(forks, WarmFork::ratio),
                ratios[0],
                ratios[ratios.length - 1],
                median(forks, WarmFork::fileBytes),
                median(forks, WarmFork::bytes));
    }

    private static double median(List<WarmFork> forks, ToDoubleFunction<WarmFork> figure) {
        double[] all = forks.stream().mapToDouble(figure).sorted().toArray();
        int middle = all.length / 2;
        return all.length % 2 == 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
    }
}
