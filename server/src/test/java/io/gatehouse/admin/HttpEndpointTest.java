package io.gatehouse.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.drops.Drop;
import io.gatehouse.metrics.BuildInfo;
import io.gatehouse.metrics.Metrics;
import io.gatehouse.metrics.SampleQueues;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.pipeline.SampleDecision;
import io.gatehouse.policy.DenyReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpEndpointTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpSettings ANY_PORT = new HttpSettings("127.0.0.1", 0);

    private final ServiceCounters counters = new ServiceCounters();
    private final Health health = new Health();
    private final HealthMonitor monitor = new HealthMonitor(counters, health, 0);
    private final ReloadRecorder file = monitor.directory("users", "file");
    private final Metrics metrics = new Metrics(
            counters, SampleQueues.requests(7), SampleQueues.state(), () -> new BuildInfo("1.2.3", "test", "one"));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpEndpoint endpoint = start();

    @AfterEach
    void stop() {
        endpoint.stop().block(PATIENCE);
        metrics.close();
    }

    @Test
    void servesWhatWasCounted() throws Exception {
        counters.onReceived(1);
        counters.onDecision(SampleDecision.denied(DenyReason.BAD_CREDENTIALS, 3_000_000), 1);
        counters.onDecision(SampleDecision.dropped(Drop.DEADLINE), 1);
        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body())
                .contains("\ngatehouse_requests_total 1.0\n")
                .contains("\ngatehouse_denied_total{reason=\"bad_credentials\"} 1.0\n")
                .contains("\ngatehouse_dropped_total{reason=\"deadline\"} 1.0\n")
                .contains("\ngatehouse_queue_depth{queue=\"requests\"} 7.0\n")
                .contains("jvm_memory_used_bytes{");
    }

    @Test
    void speaksOpenMetricsToThoseWhoAsk() throws Exception {
        HttpResponse<String> metrics = get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0");
        assertThat(metrics.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text; version=1.0.0"));
        assertThat(metrics.body()).endsWith("# EOF\n");
    }

    @Test
    void isReadyOnceEveryConditionIsMetAndUntilItDrains() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body())
                .isEqualTo("{\"status\":\"not ready\",\"waiting_for\":{\"connection\":\"not connected to NATS yet\","
                        + "\"subscription\":\"not subscribed to auth callout requests yet\","
                        + "\"directory users\":\"its file is not read yet\"}}\n");
        file.reloaded(2);
        monitor.connected();
        monitor.subscribed(true);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}\n");
        monitor.disconnected();
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("\"connection\":\"the connection to NATS is lost");
        monitor.connected();
        file.reloadFailed();
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        monitor.draining();
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("draining");
    }

    @Test
    void tellsOfEachBackendThatFailsWhileItIsReady() throws Exception {
        monitor.connected();
        monitor.subscribed(true);
        file.reloaded(2);
        Map<String, String> outages = new TreeMap<>();
        health.noteEach(() -> outages);
        assertThat(get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}\n");

        outages.put("directory staff", "cannot answer for 3.0 s: no route to host");
        outages.put("directory partners", "cannot answer for 7.0 s: refused");
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body())
                .isEqualTo(
                        "{\"status\":\"ready\",\"notes\":{\"directory partners\":\"cannot answer for 7.0 s: refused\","
                                + "\"directory staff\":\"cannot answer for 3.0 s: no route to host\"}}\n");
    }

    @Test
    void remarksAreForWhoAsksForThem() throws Exception {
        monitor.connected();
        monitor.subscribed(true);
        file.reloaded(2);
        health.remarkEach(() -> Map.of("live revocation", "is off"));

        assertThat(get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}\n");
        assertThat(get("/readyz?verbose").body())
                .isEqualTo("{\"status\":\"ready\",\"remarks\":{\"live revocation\":\"is off\"}}\n");
    }

    @Test
    void tellsWhichUsersAreInForceWhileItIsReady() throws Exception {
        monitor.connected();
        monitor.subscribed(true);
        file.reloaded(2);
        file.reloadFailed();
        assertThat(get("/readyz").body())
                .isEqualTo(
                        "{\"status\":\"ready\",\"notes\":{\"directory users\":\"the users file cannot be used: the last good one"
                                + " stays in use\"}}\n");
        file.startedWithLastGood();
        file.reloadFailed();
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body())
                .contains("\"status\":\"ready\"", "started with the copy of the last good one");
        monitor.draining();
        assertThat(get("/readyz").body()).contains("\"waiting_for\":{\"open\"", ",\"notes\":{\"directory users\"");
        file.reloaded(2);
        assertThat(get("/readyz").body()).doesNotContain("notes");
    }

    @Test
    void isLiveWhetherReadyOrNotUntilOnlyARestartCanHelp() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        health.broken("the workers died: \"out of memory\"");
        assertThat(get("/livez").statusCode()).isEqualTo(503);
        assertThat(get("/livez").body())
                .isEqualTo("{\"status\":\"broken\",\"why\":\"the workers died: \\\"out of memory\\\"\"}\n");
        assertThat(get("/readyz").body()).contains("\"life\":\"the workers died");
    }

    @Test
    void listsItsPages() throws Exception {
        assertThat(get("/").body()).contains("/metrics", "/livez", "/readyz");
        assertThat(get("/").body()).doesNotContain("/page.js");
        assertThat(get("/?query").statusCode()).isEqualTo(200);
        assertThat(get("/page.js").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/metrics/", "/metricsx", "//metrics", "/%6detrics", "/../metrics"})
    void knowsNoOtherPages(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"})
    void refusesOtherMethods(String method) throws Exception {
        HttpRequest request =
                request("/metrics").method(method, BodyPublishers.noBody()).build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics", "/livez", "/readyz", "/nothing"})
    void answersHeadWithTheHeadersAlone(String path) throws Exception {
        String answer = raw("HEAD " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        int status = get(path).statusCode();
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .endsWith("\r\n\r\n")
                .containsPattern("(?i)content-length: [1-9]");
        assertThat(answer.split("\r\n\r\n", -1)).hasSize(2);
    }

    @Test
    void takesNoBodies() throws Exception {
        HttpRequest request =
                request("/metrics").POST(BodyPublishers.ofString("x")).build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        assertThat(raw("GET /livez HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void boundsTheRequestLineAndTheHeaders() throws Exception {
        assertThat(raw("GET /" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(raw("\0\1\2 nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void whoeverHoldsConnectionsOpenKeepsNobodyOut() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < NewestConnections.MAX * 3; i++) {
                Socket socket = socket();
                socket.getOutputStream().write("GET /livez HTT".getBytes(StandardCharsets.US_ASCII));
                held.add(socket);
            }
            assertThat(get("/livez").statusCode()).isEqualTo(200);
            held.get(0).setSoTimeout((int) PATIENCE.toMillis());
            assertThat(held.get(0).getInputStream().read()).isEqualTo(-1);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    @Test
    void manyScrapesAtOnceAreAnsweredOrToldToComeBack() {
        List<java.util.concurrent.CompletableFuture<Integer>> scrapes = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            scrapes.add(client.sendAsync(request("/metrics").build(), BodyHandlers.ofString())
                    .thenApply(HttpResponse::statusCode));
        }
        List<Integer> statuses = scrapes.stream().map(scrape -> scrape.join()).toList();
        assertThat(statuses).isSubsetOf(200, 503).contains(200);
    }

    @Test
    void saysWhereItCannotListenAndWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpSettings settings = new HttpSettings("127.0.0.1", taken.getLocalPort());
            assertThatThrownBy(() -> HttpEndpoint.start(settings, health, metrics, List.of())
                            .block(PATIENCE))
                    .isInstanceOf(HttpBindException.class)
                    .hasMessageContaining("cannot listen for HTTP on " + settings.address())
                    .hasMessageContaining("--http");
        }
        assertThatThrownBy(() -> HttpEndpoint.start(new HttpSettings("192.0.2.1", 0), health, metrics, List.of())
                        .block(PATIENCE))
                .isInstanceOf(HttpBindException.class)
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void stoppingEndsItsThreadsAndFreesThePort() throws Exception {
        HttpEndpoint second = start();
        HttpSettings address = second.address();
        Socket open = new Socket(address.host(), address.port());
        open.setSoTimeout((int) PATIENCE.toMillis());
        open.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(open.getInputStream().read()).isEqualTo('H');
        second.stop().block(PATIENCE);
        assertThat(open.getInputStream().readAllBytes()).isNotEmpty();
        open.close();
        try (ServerSocket free = new ServerSocket()) {
            free.setReuseAddress(true);
            free.bind(new java.net.InetSocketAddress(address.host(), address.port()));
        }
        endpoint.stop().block(PATIENCE);
        await().atMost(PATIENCE).until(() -> threads("gatehouse-http").isEmpty());
    }

    private HttpEndpoint start() {
        return Objects.requireNonNull(
                HttpEndpoint.start(ANY_PORT, health, metrics, List.of()).block(PATIENCE));
    }

    private static Set<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + endpoint.address().address() + path))
                .timeout(PATIENCE);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = socket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket socket() throws IOException {
        return new Socket(endpoint.address().host(), endpoint.address().port());
    }
}
