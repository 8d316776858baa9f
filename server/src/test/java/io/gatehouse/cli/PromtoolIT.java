package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool finds nothing to complain about in what the service serves and in the alerts of its reference. */
@NeedsTool("promtool")
class PromtoolIT {
    private static final Path REFERENCE = Path.of("..", "docs", "reference", "metrics.md");
    private static final Pattern RULES = Pattern.compile("(?s)```yaml\n(groups:\n.*?)```");
    private static final Pattern NAME = Pattern.compile("gatehouse_[a-z_]+");

    @TempDir
    private Path folder;

    @Test
    @AgainstNatsServer
    void metricsOfARunningServiceAreAsPrometheusWantsThem() throws Exception {
        try (Stage stage = Stage.config().set("http.listen", "127.0.0.1:0").open()) {
            stage.connect("alice", "alice").close();
            stage.assertRefused(stage.as("alice", "wrong"));
            stage.awaitDenials(1);
            System.gc(); // so that the metrics of the garbage collector are there
            String scrape = Pages.of(stage.service()).get("/metrics").body();

            assertThat(scrape).contains("gatehouse_answers_total{verdict=\"granted\"} 1.0");
            assertThat(lint(scrape)).isEmpty();
        }
    }

    @Test
    void theToolComplainsOfANameThatIsNotAsPrometheusWantsIt() throws Exception {
        assertThat(lint("""
                # HELP gatehouse_wait_ms Time.
                # TYPE gatehouse_wait_ms counter
                gatehouse_wait_ms 1
                """)).contains("gatehouse_wait_ms");
    }

    @Test
    @AgainstNatsServer
    void alertsOfTheReferenceAreRulesThatPrometheusLoads() throws Exception {
        List<String> blocks = RULES.matcher(Files.readString(REFERENCE))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(1);
        Files.writeString(folder.resolve("rules.yml"), blocks.get(0));

        assertThat(promtool("\"$0\" check rules --lint=all --lint-fatal rules.yml"))
                .contains("SUCCESS: 6 rules found");
        try (Stage stage = Stage.config().set("http.listen", "127.0.0.1:0").open()) {
            String scrape = Pages.of(stage.service()).get("/metrics").body();
            assertThat(NAME.matcher(blocks.get(0)).results().map(MatchResult::group))
                    .isNotEmpty()
                    // There once a backend was asked; LookupMetricsTest holds them.
                    .filteredOn(name -> !name.startsWith("gatehouse_directory_breaker"))
                    .allSatisfy(name -> assertThat(scrape).contains("\n" + name));
        }
    }

    /** What the tool has to say about a scrape. */
    private String lint(String scrape) throws Exception {
        Files.writeString(folder.resolve("scrape"), scrape);
        return promtool("\"$0\" check metrics <scrape");
    }

    /** The output of a command of the shell, in which {@code $0} is promtool. */
    private String promtool(String command) throws Exception {
        String tool = Tools.find(ToolSpec.PROMTOOL).path().toString();
        try (OutsideProcess process = OutsideProcess.start(folder, Map.of(), List.of("sh", "-c", command, tool))) {
            process.awaitEnd();
            return process.output();
        }
    }
}
