package io.gatehouse.packaging;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks the probes of a container as the kubelet does: an HTTP request, which is good with a status from 200 to 399 within the probe's
 * timeout.
 *
 * @param container as the rendered pod has it
 */
record Kubelet(Yaml container, HttpClient http) {
    private static final int OK = 200;
    private static final int FAILURES = 400;

    static Kubelet of(Yaml container) {
        return new Kubelet(
                container,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    boolean isStarted() throws InterruptedException {
        return isGood("startupProbe");
    }

    boolean isLive() throws InterruptedException {
        return isGood("livenessProbe");
    }

    boolean isReady() throws InterruptedException {
        return isGood("readinessProbe");
    }

    /** How long a start may take before the kubelet gives it up. */
    Duration patience() {
        Yaml probe = container.at("startupProbe");
        return Duration.ofSeconds((long) probe.at("periodSeconds").number()
                * probe.at("failureThreshold").number());
    }

    /** What the readiness probe is told. */
    String readiness() throws IOException, InterruptedException {
        return send(container.at("readinessProbe")).body();
    }

    private boolean isGood(String probe) throws InterruptedException {
        try {
            int status = send(container.at(probe)).statusCode();
            return status >= OK && status < FAILURES;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> send(Yaml probe) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + port(probe.at("httpGet", "port").text())
                        + probe.at("httpGet", "path").text()))
                .timeout(Duration.ofSeconds(probe.at("timeoutSeconds").number()))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private int port(String name) {
        return container.at("ports").items().stream()
                .filter(port -> port.at("name").text().equals(name))
                .findFirst()
                .orElseThrow()
                .at("containerPort")
                .number();
    }
}
