package io.gatehouse.metrics;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.drops.Drop;
import io.gatehouse.metrics.MonitoringFiles.Alert;
import io.gatehouse.metrics.MonitoringFiles.Panel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Alert rules, dashboard, runbook and reference speak of the same things. */
class MonitoringTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String RUNBOOK = "docs/guides/alerts.md";
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z_0-9]+)` \\*? ?\\| (?:counter|gauge|histogram|summary) ");
    private static final Pattern REASONS = Pattern.compile("gatehouse_dropped_total\\{reason=~\"([^\"]+)\"}");
    private static final Set<String> PANELS = Set.of("timeseries", "stat", "table", "heatmap");

    /** Metrics without a panel, and why. */
    private static final Map<String, String> WITHOUT_PANEL = Map.ofEntries(
            entry("jvm_buffer_count_buffers", "their memory is what matters"),
            entry("jvm_buffer_total_capacity_bytes", "near the memory in use"),
            entry("jvm_gc_concurrent_phase_time_seconds", "stops nobody; most collectors have none"),
            entry("jvm_gc_concurrent_phase_time_seconds_max", "the same"),
            entry("jvm_info", "gatehouse_build_info has the version"),
            entry("jvm_threads_daemon_threads", "all threads are what matters"),
            entry("jvm_threads_peak_threads", "the panel of threads shows its own highest"),
            entry("jvm_threads_started_threads_total", "threads that end when idle start again all the time"),
            entry("jvm_threads_states_threads", "a thread dump says more"),
            entry("process_start_time_seconds", "process_uptime_seconds says the same"),
            entry("system_load_average_1m", "system_cpu_usage says more"));

    /** Reasons to stay silent that are in no alert of their own, since that is no trouble, or another metric has the alert. */
    private static final Set<Drop> WITHOUT_ALERT = Set.of(Drop.LEFT_TO_OTHERS, Drop.FAILURE_LIMIT, Drop.NOT_SENT);

    static List<Alert> alerts() throws IOException {
        return MonitoringFiles.alerts();
    }

    static List<Panel> panels() throws IOException {
        return MonitoringFiles.panels();
    }

    private static Set<String> documented() throws IOException {
        return ROW.matcher(Files.readString(DOCS.resolve("reference/metrics.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> shown() throws IOException {
        return panels().stream()
                .flatMap(panel -> panel.expressions().stream())
                .flatMap(expression -> MonitoringFiles.metrics(expression).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyMetricThatIsAskedForIsInTheReference() throws IOException {
        assertThat(documented()).hasSizeGreaterThan(70).containsAll(shown());
        for (Alert alert : alerts()) {
            assertThat(MonitoringFiles.metrics(alert.expression()))
                    .as(alert.name())
                    .isNotEmpty();
            assertThat(documented()).as(alert.name()).containsAll(MonitoringFiles.metrics(alert.expression()));
        }
    }

    @Test
    void everyMetricOfTheReferenceIsOnTheDashboardOrItIsKnownWhyNot() throws IOException {
        Set<String> missing = documented();
        missing.removeAll(shown());
        assertThat(missing).containsExactlyInAnyOrderElementsOf(WITHOUT_PANEL.keySet());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertSaysWhatItIsHowBadAndWhatToDo(Alert alert) {
        assertThat(alert.told().get("severity")).isIn("critical", "warning");
        assertThat(alert.told().get("for")).matches("[1-9][0-9]*[mh]");
        assertThat(alert.told().get("summary")).endsWith(".").hasSizeBetween(10, 120);
        assertThat(alert.told().get("description")).endsWith(".").hasSizeGreaterThan(30);
        assertThat(alert.told().get("runbook_url"))
                .isEqualTo(RUNBOOK + "#" + alert.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void theRunbookHasASectionForEachAlertThatSaysWhetherItIsCritical() throws IOException {
        String runbook = Files.readString(DOCS.resolve("guides/alerts.md"));
        List<String> sections =
                Arrays.stream(runbook.split("(?m)^### ", -1)).skip(1).toList();
        assertThat(sections.stream().map(section -> section.lines().findFirst().orElseThrow()))
                .containsExactlyElementsOf(alerts().stream().map(Alert::name).toList());
        for (int i = 0; i < sections.size(); i++) {
            boolean critical = "critical".equals(alerts().get(i).told().get("severity"));
            assertThat(sections.get(i).contains("*Critical.*"))
                    .as(alerts().get(i).name())
                    .isEqualTo(critical);
            assertThat(sections.get(i)).contains("**Do");
        }
    }

    @Test
    void eachReasonToStaySilentHasOneAlert() throws IOException {
        List<String> alerted = alerts().stream()
                .flatMap(alert -> REASONS.matcher(alert.expression()).results())
                .flatMap(reasons -> Stream.of(reasons.group(1).split("\\|", -1)))
                .toList();
        assertThat(alerted)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Stream.of(Drop.values())
                        .filter(reason -> !WITHOUT_ALERT.contains(reason))
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void eachAlertIsTriedWithSeries() throws IOException {
        String tests = Files.readString(MonitoringFiles.ALERTS_TEST);
        List<String> tried = Pattern.compile("(?m)^  - name: (\\w+)$")
                .matcher(tests)
                .results()
                .map(test -> test.group(1))
                .toList();
        assertThat(tried)
                .containsExactlyInAnyOrderElementsOf(
                        alerts().stream().map(Alert::name).toList());
        Stream.of(tests.split("(?m)^  - name: ", -1))
                .skip(1)
                .limit(tried.size())
                .forEach(test -> assertThat(test)
                        .contains("job=\"bad\"")
                        .contains("job=\"good\"")
                        .contains("exp_samples: []")
                        .containsPattern("labels: 'ALERTS\\{.*value: 1"));
    }

    @Test
    void thePanelsAreOfKindsThatGrafanaHasItselfAndLieBesideEachOther() throws IOException {
        JsonNode dashboard = MonitoringFiles.dashboard();
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
        List<Integer> ids = new ArrayList<>();
        dashboard.path("panels").forEach(panel -> ids.add(panel.path("id").asInt()));
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(50);
        Set<List<Integer>> taken = new HashSet<>();
        for (Panel panel : panels()) {
            assertThat(panel.type()).as(panel.title()).isIn(PANELS);
            for (List<Integer> square : squares(panel.place())) {
                assertThat(taken.add(square))
                        .as("%s has a place of its own", panel.title())
                        .isTrue();
                assertThat(square.get(0)).isBetween(0, 23);
            }
        }
        assertThat(panels()).extracting(Panel::title).doesNotHaveDuplicates();
    }

    private static List<List<Integer>> squares(List<Integer> place) {
        List<List<Integer>> squares = new ArrayList<>();
        for (int x = 0; x < place.get(2); x++) {
            for (int y = 0; y < place.get(3); y++) {
                squares.add(List.of(place.get(0) + x, place.get(1) + y));
            }
        }
        return squares;
    }

    @Test
    void thePanelsAskTheChosenSourceAboutTheChosenJobAndInstances() throws IOException {
        JsonNode dashboard = MonitoringFiles.dashboard();
        List<String> variables = new ArrayList<>();
        dashboard
                .path("templating")
                .path("list")
                .forEach(variable -> variables.add(variable.path("name").asString("")));
        assertThat(variables).containsExactly("datasource", "job", "instance");
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> assertThat(
                                        target.path("datasource").path("uid").asString(""))
                                .isEqualTo("${datasource}")));
        for (Panel panel : panels()) {
            assertThat(panel.expressions()).as(panel.title()).isNotEmpty();
            for (String expression : panel.expressions()) {
                assertThat(MonitoringFiles.selectors(expression))
                        .as(expression)
                        .isNotEmpty()
                        .allSatisfy(
                                selector -> assertThat(selector).contains("{job=~\"$job\", instance=~\"$instance\""));
            }
        }
    }
}
