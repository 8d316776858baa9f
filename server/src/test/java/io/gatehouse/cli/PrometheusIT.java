package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.metrics.MonitoringFiles;
import io.gatehouse.metrics.MonitoringFiles.Alert;
import io.gatehouse.metrics.MonitoringFiles.Panel;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.PrometheusServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.tracing.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus scrapes two instances with real logins: every metric of the reference arrives there and no other, every query of the
 * dashboard has an answer, and every alert rule is evaluated.
 */
@Timeout(180)
@Tag("heavy")
@AgainstNatsServer
@NeedsTool("prometheus")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings({"NullAway.Init", "try"}) // closing may be interrupted
class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path REFERENCE = Path.of("..", "docs", "reference", "metrics.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z_0-9]+)` \\*? ?\\| (counter|gauge|histogram|summary) ");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Metrics that Prometheus adds to those that it scrapes. */
    private static final Pattern ADDED = Pattern.compile("up|ALERTS.*|scrape_.*");

    /** Metrics that only a collector has which works while the service runs, and that {@link ConcurrentCollectorIT} scrapes. */
    static final Set<String> OF_CONCURRENT_COLLECTORS =
            Set.of("jvm_gc_concurrent_phase_time_seconds", "jvm_gc_concurrent_phase_time_seconds_max");

    @TempDir
    private static Path dir;

    private OtlpReceiver collector;
    private CountedWebService backend;
    private Stage stage;
    private PrometheusServer prometheus;

    @BeforeAll
    void open() throws Exception {
        collector = new OtlpReceiver();
        backend = new CountedWebService();
        stage = deployment().openWithoutService();
        BucketStages.createShared(stage);
        List<String> targets = Stream.of(stage.startService(), stage.startService())
                .map(service -> Pages.of(service).address())
                .toList();
        prometheus = PrometheusServer.scraping("gatehouse", targets, MonitoringFiles.ALERTS);
        awaitNumber("sum(gatehouse_ready)", 2);
        awaitNumber("sum(gatehouse_shared_cache_usable)", 2);
        System.gc(); // from now on, the metrics of the garbage collector are there
        logIn();
    }

    @AfterAll
    void close() {
        if (prometheus != null) {
            prometheus.close();
        }
        stage.close();
        backend.close();
        collector.close();
    }

    /** With directories whose users are in a file, certificates and a web service, a shared cache, and credentials that expire. */
    private Stage.Builder deployment() throws IOException {
        CertificatePki pki = CertificatePki.create(dir);
        Path crl = pki.revoke(Instant.now().plus(Duration.ofDays(3)));
        return pki.withDirectory(Stage.config())
                .edit(BucketStages::withAccount)
                .users("{\"alice\": {\"pass\": \"" + PasswordHashing.bcrypt("a1", 4) + "\", \"account\": \"APP1\"}}")
                .set("directories.devices.crl.files", crl.toString())
                .set("directories.web.type", "http")
                .set("directories.web.url", backend.url())
                .set("callout.directory_order", "devices,users,web")
                .set("cache.shared.bucket", "SHARED")
                .set("cache.shared.secret", "0123456789abcdef0123456789abcdef")
                .set("cache.shared.nats.user", "kv")
                .set("cache.shared.nats.password", BucketStages.PASSWORD)
                .set("check.sentinel_creds", credentials().toString())
                .set("tracing.endpoint", collector.url())
                .set("tracing.ratio", "1")
                .set("http.listen", "127.0.0.1:0");
    }

    private Path credentials() throws IOException {
        SigningKey user = SigningKey.generate(NkeyKind.USER);
        long now = Instant.now().getEpochSecond();
        UserClaims claims = new UserClaims("sentinel", null, null, null, List.of());
        String jwt = UserToken.issue(
                claims, SigningKey.generate(NkeyKind.ACCOUNT), user.publicKey(), now, now + 86_400 * 30);
        return Files.writeString(dir.resolve("sentinel.creds"), new CredsFile(jwt, user).text());
    }

    /** Somebody of the file, and new people of the web service until each instance has asked it. */
    private void logIn() throws Exception {
        logIn("alice", "a1");
        stage.assertRefused(stage.as("alice", "wrong"));
        AtomicInteger people = new AtomicInteger();
        await("both have asked the web service").atMost(PATIENCE).until(() -> {
            logIn("person-" + people.incrementAndGet(), CountedWebService.PASSWORD);
            return number("count(gatehouse_lookups_limit)") == 2;
        });
    }

    /** As clients do: who gets no answer comes again. */
    private void logIn(String user, String password) {
        await(user).pollDelay(Duration.ZERO).atMost(PATIENCE).ignoreExceptions().until(() -> {
            stage.connect(user, password).close();
            return true;
        });
    }

    private JsonNode data(String path) throws IOException, InterruptedException {
        return data(path, prometheus.get(path));
    }

    private static JsonNode data(String asked, String answer) {
        JsonNode json = JSON.readTree(answer);
        assertThat(json.path("status").asString("")).as("%s: %s", asked, answer).isEqualTo("success");
        return json.path("data");
    }

    private JsonNode result(String query) throws IOException, InterruptedException {
        return data(query, prometheus.query(query)).path("result");
    }

    /** The value of a query for one number; 0 when it has none. */
    private double number(String query) throws IOException, InterruptedException {
        JsonNode result = result(query);
        return result.isEmpty()
                ? 0
                : Double.parseDouble(result.get(0).path("value").get(1).asString(""));
    }

    private void awaitNumber(String query, double number) {
        await(query).atMost(PATIENCE).until(() -> number(query) == number);
    }

    private void awaitSeries(String query) {
        await(query).atMost(PATIENCE).until(() -> !result(query).isEmpty());
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> types = new TreeMap<>();
        ROW.matcher(Files.readString(REFERENCE))
                .results()
                .forEach(row -> types.putIfAbsent(row.group(1), row.group(2)));
        return types;
    }

    /** What every instance serves. */
    private static Map<String, String> always() throws IOException {
        Map<String, String> types = documented();
        OF_CONCURRENT_COLLECTORS.forEach(types::remove);
        return types;
    }

    @Test
    void scrapesWhatTheReferenceHasAndNothingElse() throws Exception {
        Set<String> documented = documented().keySet();
        // What an instance serves after something has happened is scraped a moment later.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(scraped(documented)).containsAll(always().keySet()));
        assertThat(documented).containsAll(scraped(documented));
    }

    private Set<String> scraped(Set<String> documented) throws Exception {
        return strings(data("/api/v1/label/__name__/values"))
                .filter(name -> !ADDED.matcher(name).matches())
                .map(name -> documented.contains(name) ? name : name.replaceFirst("_(bucket|count|sum)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of neither those who were let in nor those who were refused. */
    @Test
    void noSeriesHasTheNameOfAUser() throws Exception {
        assertThat(prometheus.get("/api/v1/series?match%5B%5D=%7Bjob=%22gatehouse%22%7D"))
                .contains("gatehouse_answers_total", "directory")
                .doesNotContain("alice", "person-");
    }

    @Test
    void seesTheTypesThatTheReferenceTells() throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(types()).hasSizeGreaterThan(70).containsAllEntriesOf(always()));
        assertThat(documented()).containsAllEntriesOf(types());
    }

    private Map<String, String> types() throws Exception {
        Map<String, String> types = new TreeMap<>();
        data("/api/v1/metadata").properties().forEach(metric -> {
            String type = metric.getValue().get(0).path("type").asString("");
            types.put(inText(metric.getKey(), type), type.equals("info") ? "gauge" : type);
        });
        return types;
    }

    /** In OpenMetrics, which Prometheus prefers, what a name ends with by its type is no part of it, and a gauge that is always 1 is an info. */
    private static String inText(String name, String type) {
        String end = Map.of("counter", "_total", "info", "_info").getOrDefault(type, "");
        return name.endsWith(end) ? name : name + end;
    }

    /** From a latency to the trace of a login that took so long, which the collector has. */
    @Test
    void keepsTheTracesThatLatenciesHaveAsExemplars() {
        String path = "/api/v1/query_exemplars?query=gatehouse_answer_duration_seconds_bucket&start=0&end="
                + Instant.now().plus(Duration.ofHours(1)).getEpochSecond();
        await().atMost(PATIENCE).until(() -> {
            Set<String> traces = collector.spans().stream()
                    .map(span -> OtlpReceiver.hex(span.getTraceId()))
                    .collect(Collectors.toSet());
            return StreamSupport.stream(data(path).spliterator(), false)
                    .flatMap(series ->
                            StreamSupport.stream(series.path("exemplars").spliterator(), false))
                    .map(exemplar -> exemplar.path("labels").path("trace_id").asString(""))
                    .anyMatch(traces::contains);
        });
    }

    @Test
    void everyQueryOfTheDashboardHasAnAnswer() throws Exception {
        for (Panel panel : MonitoringFiles.panels()) {
            for (String query : panel.queries()) {
                awaitSeries(query);
            }
        }
    }

    @Test
    void everyAlertIsEvaluatedOnSeriesThatThereAreAndNoneFiresInPeace() throws Exception {
        List<Alert> alerts = MonitoringFiles.alerts();
        await().atMost(PATIENCE)
                .until(() -> rules().stream()
                                .filter(rule -> rule.path("health").asString("").equals("ok"))
                                .count()
                        == alerts.size());
        assertThat(rules()).extracting(rule -> rule.path("state").asString("")).doesNotContain("firing");
        for (Alert alert : alerts) {
            for (String selector : MonitoringFiles.selectors(alert.expression())) {
                awaitSeries(selector);
            }
        }
        assertThat(prometheus.log().lines())
                .noneMatch(line -> line.contains("level=ERROR") || line.contains("level=error"));
    }

    private List<JsonNode> rules() throws IOException, InterruptedException {
        return StreamSupport.stream(data("/api/v1/rules").path("groups").spliterator(), false)
                .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false))
                .toList();
    }

    private static Stream<String> strings(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(name -> name.asString(""));
    }
}
