package io.gatehouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The names, of the JVM's metrics too, keep the rules that {@code promtool check metrics} holds them to. */
class MetricNamesTest {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

    /** Of units that are not base units, and short forms of those that are. */
    private static final List<String> UNITS = List.of(
            "s",
            "ms",
            "us",
            "ns",
            "sec",
            "secs",
            "min",
            "mins",
            "h",
            "hr",
            "b",
            "kb",
            "mb",
            "gb",
            "tb",
            "milliseconds",
            "microseconds",
            "nanoseconds",
            "minutes",
            "hours",
            "days",
            "kilobytes",
            "megabytes",
            "gigabytes");

    private static final List<String> TYPES = List.of("counter", "gauge", "histogram", "summary", "untyped");

    private final String scrape = scrape();
    private final List<Named> metrics = TYPE.matcher(scrape)
            .results()
            .map(line -> new Named(line.group(1), line.group(2)))
            .toList();

    private record Named(String name, String type) {
        List<String> words() {
            return List.of(name.split("_"));
        }
    }

    @Test
    void allHaveHelp() {
        assertThat(metrics).hasSizeGreaterThan(50);
        for (Named metric : metrics) {
            assertThat(scrape).containsPattern("(?m)^# HELP " + metric.name() + " \\S.*$");
        }
    }

    @Test
    void areWordsInLowerCase() {
        assertThat(metrics).allSatisfy(metric -> assertThat(metric.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
    }

    @Test
    void haveBaseUnitsInFull() {
        assertThat(metrics).allSatisfy(metric -> assertThat(metric.words()).doesNotContainAnyElementsOf(UNITS));
    }

    @Test
    void countersAloneEndWithTotal() {
        assertThat(metrics)
                .allSatisfy(metric -> assertThat(metric.name().endsWith("_total"))
                        .as(metric.toString())
                        .isEqualTo(metric.type().equals("counter")));
    }

    @Test
    void noneEndsAsThePartsOfAHistogramDo() {
        assertThat(metrics).allSatisfy(metric -> assertThat(metric.name()).doesNotMatch(".*_(count|sum|bucket)"));
    }

    @Test
    void noneHasItsTypeInItsName() {
        assertThat(metrics).allSatisfy(metric -> assertThat(metric.words()).doesNotContainAnyElementsOf(TYPES));
    }

    @Test
    void noLabelIsWrittenInCamelCase() {
        Matcher labels = Pattern.compile("[{,]([A-Za-z_]+)=\"").matcher(scrape);
        assertThat(labels.results().map(label -> label.group(1)))
                .isNotEmpty()
                .allSatisfy(label -> assertThat(label).matches("[a-z_]+"));
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
}
