package io.gatehouse.cli;

import io.gatehouse.admin.HttpSettings;
import io.gatehouse.service.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;

/** The HTTP pages of a running service. */
record Pages(String address) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Pages of(Service service) {
        HttpSettings http = Objects.requireNonNull(service.httpAddress(), "the service has no HTTP endpoint");
        return new Pages(http.host() + ":" + http.port());
    }

    /** The page for the person on call, and admin requests. */
    static Pages ofAdmin(Service service) {
        HttpSettings http = Objects.requireNonNull(service.adminAddress(), "the service takes no admin requests");
        return new Pages(http.address());
    }

    HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What only who has the token gets to see. */
    HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest request =
                request(path).header("Authorization", "Bearer " + token).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(Duration.ofSeconds(30));
    }

    /** What a series of {@code /metrics} stands at, 0 when it is not there. */
    double metric(String series) throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
