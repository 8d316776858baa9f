package io.gatehouse.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The alert rules and the dashboard that Gatehouse comes with, and the metrics that their queries use. */
public final class MonitoringFiles {
    public static final Path ALERTS = Path.of("..", "docs", "monitoring", "gatehouse-alerts.yml");

    /** The series that each alert is tried with. */
    public static final Path ALERTS_TEST = Path.of("src/test/resources/io/gatehouse/metrics/gatehouse-alerts-test.yml");

    static final Path DASHBOARD = Path.of("..", "docs", "monitoring", "gatehouse-dashboard.json");
    private static final Pattern SELECTOR =
            Pattern.compile("\\b((?:gatehouse|jvm|process|system)_[a-z0-9_]+)(?:\\{[^}]*})?");
    private static final JsonMapper JSON = JsonMapper.shared();

    private MonitoringFiles() {}

    /**
     * An alert.
     *
     * @param told its labels and annotations, and {@code for}
     */
    public record Alert(String name, String expression, Map<String, String> told) {}

    /**
     * A panel of the dashboard.
     *
     * @param place x, y, width and height
     * @param expressions as they are, with variables
     */
    public record Panel(String title, String type, List<Integer> place, List<String> expressions) {
        /** The queries as Grafana asks them. */
        public List<String> queries() {
            return expressions.stream()
                    .map(expression -> expression
                            .replace("$__rate_interval", "1m")
                            .replace("$job", "gatehouse")
                            .replace("$instance", ".+"))
                    .toList();
        }
    }

    /** All alerts, in their order. */
    public static List<Alert> alerts() throws IOException {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(ALERTS));
        List<Alert> alerts = new ArrayList<>();
        for (Object group : list(map(document).get("groups"))) {
            for (Object rule : list(map(group).get("rules"))) {
                alerts.add(alert(map(rule)));
            }
        }
        return alerts;
    }

    private static Alert alert(Map<?, ?> rule) {
        Map<String, String> told = new TreeMap<>();
        told.put("for", String.valueOf(rule.get("for")));
        map(rule.get("labels")).forEach((name, value) -> told.put(String.valueOf(name), String.valueOf(value)));
        map(rule.get("annotations")).forEach((name, value) -> told.put(String.valueOf(name), String.valueOf(value)));
        return new Alert(String.valueOf(rule.get("alert")), String.valueOf(rule.get("expr")), told);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    static JsonNode dashboard() throws IOException {
        return JSON.readTree(Files.readString(DASHBOARD));
    }

    /** All panels of the dashboard that are no headings. */
    public static List<Panel> panels() throws IOException {
        return StreamSupport.stream(dashboard().path("panels").spliterator(), false)
                .filter(panel -> !panel.path("type").asString("").equals("row"))
                .map(MonitoringFiles::panel)
                .toList();
    }

    private static Panel panel(JsonNode panel) {
        JsonNode place = panel.path("gridPos");
        return new Panel(
                panel.path("title").asString(""),
                panel.path("type").asString(""),
                List.of("x", "y", "w", "h").stream()
                        .map(side -> place.path(side).asInt())
                        .toList(),
                StreamSupport.stream(panel.path("targets").spliterator(), false)
                        .map(target -> target.path("expr").asString(""))
                        .toList());
    }

    /** What a query selects: metrics, with conditions on their labels where it has some. */
    public static List<String> selectors(String expression) {
        return SELECTOR.matcher(expression).results().map(MatchResult::group).toList();
    }

    /** The metrics that a query uses, as the reference calls them. */
    static List<String> metrics(String expression) {
        return SELECTOR.matcher(expression)
                .results()
                .map(selector -> selector.group(1).replaceFirst("(?<=_seconds)_(bucket|count|sum)$", ""))
                .toList();
    }
}
