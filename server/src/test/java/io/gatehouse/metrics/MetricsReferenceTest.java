package io.gatehouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.drops.Drop;
import io.gatehouse.passwords.CheckDrop;
import io.gatehouse.policy.DenyReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/reference/metrics.md} and the code together. */
class MetricsReferenceTest {
    private static final Pattern ROW = Pattern.compile(
            "^\\| `([a-z_0-9]+)` (\\*? ?)\\| (counter|gauge|histogram|summary) \\| ([^|]*)\\| (.+) \\|$");
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) (\\S+)$");
    private static final Pattern SERIES = Pattern.compile("^([a-z_0-9]+)\\{(.*)} \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z0-9_]+)=\"");
    private static final Pattern WHEN =
            Pattern.compile("^\\| (`(?:jvm|process|system)_[^|]+) \\| [A-Z][^|]+ \\|$", Pattern.MULTILINE);
    private static final Pattern REASON = Pattern.compile("^\\| `([a-z_]+)` \\| [A-Z]", Pattern.MULTILINE);

    /** Those that are there once garbage was collected; {@code PrometheusIT} and {@code ConcurrentCollectorIT} scrape them. */
    private static final Set<String> AFTER_A_COLLECTION = Set.of(
            "jvm_gc_pause_seconds",
            "jvm_gc_pause_seconds_max",
            "jvm_gc_concurrent_phase_time_seconds",
            "jvm_gc_concurrent_phase_time_seconds_max");

    private final String document = read();

    @Test
    void everyMetricOfTheCodeIsInTheDocumentAndTheOtherWayRound() {
        Map<String, Row> own = rows(row -> row.name().startsWith("gatehouse_"));
        assertThat(own.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Metric.values()).map(Metric::id).toList());
        for (Metric metric : Metric.values()) {
            Row row = Objects.requireNonNull(own.get(metric.id()));
            assertThat(row.type()).as(metric.id()).isEqualTo(lower(metric.type()));
            assertThat(row.labels()).as(metric.id()).containsExactlyElementsOf(metric.labels());
            assertThat(row.meaning().replaceAll("[\\[\\]]", ""))
                    .startsWith(metric.help().substring(0, metric.help().length() - 1));
        }
    }

    @Test
    void whatIsScrapedIsWhatIsDocumented() {
        String scrape = scrape();
        Map<String, String> types = types(scrape);
        Map<String, Row> rows = rows(row -> true);
        assertThat(rows.keySet()).containsAll(types.keySet());
        types.forEach(
                (name, type) -> assertThat(row(rows, name).type()).as(name).isEqualTo(type));
        assertThat(rows(row -> !AFTER_A_COLLECTION.contains(row.name())).keySet())
                .isSubsetOf(types.keySet());
        labels(scrape)
                .forEach((name, labels) ->
                        assertThat(row(rows, name).labels()).as(name).containsExactlyInAnyOrderElementsOf(labels));
    }

    @Test
    void ofEveryMetricThatIsNotAlwaysThereTheDocumentSaysWhenItIs() {
        Stream<String> explained = WHEN.matcher(document)
                .results()
                .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", ", -1)));
        assertThat(explained)
                .containsExactlyInAnyOrderElementsOf(rows(Row::maybe).keySet());
    }

    @Test
    void everyReasonIsExplained() {
        assertThat(reasons("Reasons to refuse"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(DenyReason.values()).map(DenyReason::code).toList());
        assertThat(reasons("Reasons to stay silent"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Drop.values())
                        .map(MetricsReferenceTest::lower)
                        .toList());
        assertThat(reasons("Reasons to drop a password check"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(CheckDrop.values())
                        .map(MetricsReferenceTest::lower)
                        .toList());
    }

    @Test
    void everyMetricThatTheTextSpeaksOfExists() {
        Set<String> names = rows(row -> true).keySet();
        Matcher spoken = Pattern.compile("\\bgatehouse_[a-z_]+").matcher(document);
        assertThat(spoken.results().map(match -> match.group().replaceFirst("_(bucket|count|sum)$", "")))
                .isSubsetOf(names);
    }

    private Map<String, Row> rows(java.util.function.Predicate<Row> wanted) {
        return document.lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(
                        row.group(1), row.group(2).contains("*"), row.group(3), words(row.group(4)), row.group(5)))
                .filter(wanted)
                .collect(Collectors.toMap(Row::name, row -> row, (a, b) -> a, TreeMap::new));
    }

    private static Row row(Map<String, Row> rows, String name) {
        return Objects.requireNonNull(rows.get(name), name);
    }

    private List<String> reasons(String heading) {
        String section = document.split("### " + heading + "\n", 2)[1].split("\n#", 2)[0];
        return REASON.matcher(section).results().map(match -> match.group(1)).toList();
    }

    private static List<String> words(String labels) {
        return Arrays.stream(labels.replace("`", "").split(","))
                .map(String::trim)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    private static Map<String, String> types(String scrape) {
        return scrape.lines()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(type -> type.group(1), type -> type.group(2)));
    }

    /** The labels of every series that has some, but for the histograms' buckets. */
    private static Map<String, Set<String>> labels(String scrape) {
        Map<String, Set<String>> labels = new TreeMap<>();
        scrape.lines()
                .map(SERIES::matcher)
                .filter(series -> series.matches() && !series.group(1).endsWith("_bucket"))
                .forEach(series -> labels.computeIfAbsent(
                                series.group(1).replaceFirst("(?<=_seconds)_(count|sum)$", ""), name -> new TreeSet<>())
                        .addAll(LABEL.matcher(series.group(2))
                                .results()
                                .map(label -> label.group(1))
                                .toList()));
        return labels;
    }

    private static String scrape() {
        try (Metrics metrics = new Metrics(
                SampleQueues.counters(),
                SampleQueues.requests(0),
                SampleQueues.state(),
                () -> new BuildInfo("1", "x", "one"))) {
            return SampleQueues.text(metrics);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String read() {
        try {
            return Files.readString(Path.of("..", "docs", "reference", "metrics.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private record Row(String name, boolean maybe, String type, List<String> labels, String meaning) {}
}
