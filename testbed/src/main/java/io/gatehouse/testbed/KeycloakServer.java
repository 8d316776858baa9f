package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A real Keycloak on a port of its own, with nothing but the realm {@code master}, and the administrator {@code admin}. */
public final class KeycloakServer implements AutoCloseable {
    public static final String ADMIN_PASSWORD = "admin-secret";

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CREATED = 201;
    private static final int ERRORS = 400;

    private final ServerProcess process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private KeycloakServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one, which takes half a minute or so.
     *
     * @throws io.gatehouse.testbed.tools.ToolMissingException if it can be had in no way
     */
    public static KeycloakServer start() {
        int port = KeptPort.free();
        ServerLog log = new ServerLog();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                program().toString(),
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname-strict=false"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
        ServerProcess process = ServerProcess.start(builder, log, null);
        try {
            String unused = log.await("started in .*Listening on: ", 0, START_LIMIT);
            return new KeycloakServer(process, port);
        } catch (NatsServerException e) {
            process.kill();
            throw e;
        }
    }

    private static Path program() {
        return Tools.find(ToolSpec.KEYCLOAK).path();
    }

    /** The folder of its programs, {@code kcadm.sh} among them. */
    public static Path programs() {
        Path unpacked = program().resolveSibling("keycloak-" + ToolSpec.KEYCLOAK.pinned());
        return Files.isDirectory(unpacked) ? unpacked.resolve("bin") : program().resolveSibling("");
    }

    /** Where it is, without a path. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What tokens of a realm have as {@code iss}. */
    public String issuer(String realm) {
        return url() + "/realms/" + realm;
    }

    /**
     * A new access token.
     *
     * @param form what is asked for: {@code grant_type}, {@code client_id} and so on
     */
    public String token(String realm, Map<String, String> form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer(realm) + "/protocol/openid-connect/token"))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
        return member("access_token", answer(request).body());
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /**
     * A request to its administration.
     *
     * @param path behind {@code /admin/realms}
     * @return the body; of something that was made, its id
     */
    public String admin(String method, String path, String json) throws IOException, InterruptedException {
        String token = token(
                "master",
                Map.of(
                        "grant_type", "password",
                        "client_id", "admin-cli",
                        "username", "admin",
                        "password", ADMIN_PASSWORD));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/admin/realms" + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = answer(request);
        String location = answer.headers().firstValue("Location").orElse("");
        return answer.statusCode() == CREATED ? location.substring(location.lastIndexOf('/') + 1) : answer.body();
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= ERRORS) {
            throw new NatsServerException("Keycloak answered " + request.method() + " "
                    + request.uri().getPath() + " with " + answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }

    /** The first text of that name in JSON. */
    public static String member(String name, String json) {
        Matcher found = Pattern.compile('"' + Pattern.quote(name) + "\"\\s*:\\s*\"([^\"]*)\"")
                .matcher(json);
        if (!found.find()) {
            throw new NatsServerException("Keycloak's answer has no " + name);
        }
        return found.group(1);
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(10));
    }
}
