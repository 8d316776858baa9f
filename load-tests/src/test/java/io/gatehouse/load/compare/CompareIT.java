package io.gatehouse.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.report.Figures;
import io.gatehouse.load.rig.FiguresReader;
import io.gatehouse.load.rig.GoCallout;
import io.gatehouse.load.rig.PeerMissingException;
import io.gatehouse.load.rig.Repository;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A few seconds of it: enough to see that every service answers, and rightly. */
@AgainstNatsServer
@Tag("heavy")
final class CompareIT {
    @TempDir
    Path folder;

    @Test
    void measuresGatehouse() {
        Path markdown = folder.resolve("compare.md");
        Figures found = compare("--only", "Gatehouse", "--markdown", markdown.toString());
        assertRight(found, "Gatehouse with xkey");
        assertRight(found, "Gatehouse without xkey");
        assertThat(markdown).content().contains("| Gatehouse | with xkey |");
    }

    @Test
    @Tag("full")
    void measuresPlainJava() {
        Figures found = compare("--only", "plain Java");
        assertRight(found, "plain Java with xkey");
        assertRight(found, "plain Java without xkey");
    }

    @Test
    @Tag("full")
    void measuresCalloutGo() throws PeerMissingException {
        needGo();
        Figures found = compare("--only", "callout.go", "--workers", "2");
        for (String service : List.of("callout.go sync", "callout.go 2 workers")) {
            assertRight(found, service + " with xkey");
            assertRight(found, service + " without xkey");
        }
    }

    /** Left out where there is no Go, but not in CI. */
    private static void needGo() throws PeerMissingException {
        try {
            GoCallout.build(Repository.ours());
        } catch (PeerMissingException e) {
            if ("true".equalsIgnoreCase(System.getenv("CI"))) {
                throw e;
            }
            Assumptions.abort(String.valueOf(e.getMessage()));
        }
    }

    private static Figures compare(String... more) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new CompareCommand()).setOut(new PrintWriter(out));
        List<String> words = new java.util.ArrayList<>(List.of("--rounds", "1", "--seconds", "1", "--warm-up", "1"));
        words.addAll(List.of("--quota", "0", "--rate", "50", "--concurrency", "4", "--users", "20", "--json"));
        words.addAll(List.of(more));
        assertThat(line.execute(words.toArray(String[]::new))).isZero();
        return FiguresReader.read(out.toString());
    }

    private static void assertRight(Figures found, String service) {
        String round = "services[" + service + "].rounds[0].";
        assertThat(found.number(round + "answers_per_second")).isGreaterThan(10);
        assertThat(found.number(round + "cpu_us_busy")).isGreaterThan(0);
        assertThat(found.number(round + "wrong")).isZero();
    }
}
