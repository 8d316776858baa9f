package io.gatehouse.load.servers;

import io.gatehouse.load.process.PeriodicTask;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks a Prometheus endpoint once a second how many requests wait and how many were shed so far, on a thread of its own.
 */
final class MetricsSampler implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final String depthMetric;
    private final String shedMetric;
    private final List<MetricsSample> samples = new ArrayList<>();
    private @Nullable PeriodicTask asking;
    private final AtomicInteger failures = new AtomicInteger();

    /** What the service said at one time. */
    record MetricsSample(long atNanos, double depth, double shed) {}

    private MetricsSampler(String depthMetric, String shedMetric) {
        this.depthMetric = depthMetric;
        this.shedMetric = shedMetric;
    }

    /** Does nothing when the address is null. All series of a metric are added up. */
    static MetricsSampler start(@Nullable URI url, String depthMetric, String shedMetric) {
        MetricsSampler sampler = new MetricsSampler(depthMetric, shedMetric);
        if (url != null) {
            HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
            HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
            sampler.asking = PeriodicTask.start("metrics-sampler", PERIOD, () -> sampler.ask(client, request));
        }
        return sampler;
    }

    /** How many times the endpoint did not answer. */
    int failures() {
        return failures.get();
    }

    /** How many wait at a time of {@link System#nanoTime}, by the sample that is nearest; NaN when there is none. */
    synchronized double depthAt(long nanos) {
        MetricsSample nearest = null;
        for (MetricsSample sample : samples) {
            if (nearest == null || Math.abs(sample.atNanos - nanos) < Math.abs(nearest.atNanos - nanos)) {
                nearest = sample;
            }
        }
        return nearest == null || Math.abs(nearest.atNanos - nanos) > 2 * PERIOD.toNanos() ? Double.NaN : nearest.depth;
    }

    /** How many were shed up to a time, evenly between two samples; NaN when there are none. */
    synchronized double shedAt(long nanos) {
        MetricsSample before = null;
        for (MetricsSample sample : samples) {
            if (sample.atNanos >= nanos) {
                if (before == null) {
                    return sample.shed;
                }
                double share = (double) (nanos - before.atNanos) / (sample.atNanos - before.atNanos);
                return before.shed + share * (sample.shed - before.shed);
            }
            before = sample;
        }
        return before == null ? Double.NaN : before.shed;
    }

    @Override
    public void close() {
        if (asking != null) {
            asking.close();
        }
    }

    private void ask(HttpClient client, HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            add(System.nanoTime(), answer.body());
        } catch (IOException e) {
            failures.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a page in Prometheus' text format down. */
    synchronized void add(long atNanos, String page) {
        samples.add(new MetricsSample(atNanos, sum(page, depthMetric), sum(page, shedMetric)));
    }

    private static double sum(String page, String metric) {
        double sum = 0;
        boolean found = false;
        for (String line : page.split("\n", -1)) {
            if (isOf(line, metric)) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf('}') + 1)
                        .replaceFirst("^" + metric, "")
                        .strip()
                        .split(" ", -1)[0]);
                found = true;
            }
        }
        return found ? sum : Double.NaN;
    }

    private static boolean isOf(String line, String metric) {
        return line.startsWith(metric)
                && line.length() > metric.length()
                && (line.charAt(metric.length()) == '{' || line.charAt(metric.length()) == ' ');
    }
}
