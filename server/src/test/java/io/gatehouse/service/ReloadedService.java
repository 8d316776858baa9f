package io.gatehouse.service;

import io.gatehouse.admin.HttpSettings;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A service without a server, the files that it reads, and its pages. */
final class ReloadedService implements AutoCloseable {
    static final String TOKEN = "a-token-that-nobody-guesses";

    /** Without directories. */
    static final String BASE = "issuer: {seed: "
            + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}\n"
            + "http: {listen: '127.0.0.1:0', admin_listen: '127.0.0.1:0', admin_token: " + TOKEN + "}\n"
            + "config: {reload: 0s}\n"
            + "callout: {warmup: 0s}\n";

    /** With a directory. */
    static final String ONE = BASE + "directories:\n  users: {type: file, path: users.json}\n";

    /** With two. */
    static final String TWO = ONE + "  staff: {type: file, path: staff.json}\n";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path dir;
    private final Service service;

    private ReloadedService(Path dir, Service service) {
        this.dir = dir;
        this.service = service;
    }

    static ReloadedService of(Path dir, String yaml) throws IOException {
        return of(dir, yaml, Map.of());
    }

    static ReloadedService of(Path dir, String yaml, Map<String, String> environment) throws IOException {
        Files.writeString(dir.resolve("users.json"), "{\"anna\": {\"pass\": \"a\", \"account\": \"APP1\"}}");
        Files.writeString(dir.resolve("staff.json"), "{\"bert\": {\"pass\": \"b\", \"account\": \"APP2\"}}");
        Path file = Files.writeString(dir.resolve("gatehouse.yaml"), yaml);
        return new ReloadedService(dir, Service.prepare(new SettingsLoader(environment, dir).load(file)));
    }

    Service service() {
        return service;
    }

    Path file() {
        return dir.resolve("gatehouse.yaml");
    }

    void write(String yaml) throws IOException {
        Files.writeString(file(), yaml);
    }

    ReloadResult reload(String yaml) throws IOException {
        write(yaml);
        return service.reload("a test").join();
    }

    List<String> problems(String yaml) throws IOException {
        return reload(yaml).problems().stream()
                .map(problem -> problem.replace(dir + "/", ""))
                .toList();
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(request(service.httpAddress(), path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(@Nullable HttpSettings to, String path) {
        String address = Objects.requireNonNull(to).address();
        return HttpRequest.newBuilder(URI.create("http://" + address + path));
    }

    String metric(String series) throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .findFirst()
                .orElse("none");
    }

    /** Asks it to read its configuration again. */
    HttpResponse<String> post(String token) throws Exception {
        return client.send(
                request(service.adminAddress(), "/-/reload")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        service.close();
    }
}
