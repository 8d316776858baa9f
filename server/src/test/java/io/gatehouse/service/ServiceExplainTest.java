package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.explain.ExplainRequestJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service without a server answers to who asks why a login ends as it does. */
@Timeout(60)
class ServiceExplainTest {
    private static final String TOKEN = "a-token-that-nobody-guesses";
    private static final String USERS = """
            {"anna": {"pass": "rosebud", "account": "APP1", "groups": ["nurses"]},
             "bert": {"pass": "xanadu", "account": "APP2"},
             "carl": {"pass": "kane", "account": "APP2"}}
            """;
    private static final String YAML = "issuer: {seed: "
            + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}\n"
            + "xkey: {seed: " + CurveKey.generate().seed() + "}\n"
            + "http: {listen: '127.0.0.1:0', admin_listen: '127.0.0.1:0', admin_token: " + TOKEN + "}\n"
            + "config: {reload: 0s}\n"
            + "callout: {warmup: 0s, session: 1h, budget: 30s}\n"
            + "failures: {per_user_and_source: 3, per_user: 5}\n"
            + "directories: {staff: {type: file, path: users.json, names: {prefix: 'staff:'}}}\n";

    @TempDir
    private Path dir;

    private final HttpClient client = HttpClient.newHttpClient();

    private Service service() throws IOException {
        Files.writeString(dir.resolve("users.json"), USERS);
        write("");
        return open();
    }

    private Service open() {
        return Service.prepare(new SettingsLoader(Map.of(), dir).load(dir.resolve("gatehouse.yaml")));
    }

    private Path write(String more) throws IOException {
        return Files.writeString(dir.resolve("gatehouse.yaml"), YAML + more);
    }

    private HttpResponse<String> post(Service service, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://" + address(service) + "/-/explain"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String address(Service service) {
        return Objects.requireNonNull(service.adminAddress()).address();
    }

    private String explained(Service service, String body) throws Exception {
        HttpResponse<String> answer = post(service, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String login(String user, String password) {
        return login(user, password, "127.0.0.1");
    }

    private static String login(String user, String password, String host) {
        return "{\"user\": \"%s\", \"password\": \"%s\", \"host\": \"%s\"}".formatted(user, password, host);
    }

    private static long number(String json, String member) {
        Matcher found = Pattern.compile('"' + member + "\": (\\d+)").matcher(json);
        assertThat(found.find()).as("%s in %s", member, json).isTrue();
        return Long.parseLong(found.group(1));
    }

    @Test
    void explainsByTheDirectoriesRulesAndNamesInForce() throws Exception {
        try (Service service = service()) {
            long before = Instant.now().getEpochSecond();
            String granted = explained(service, login("anna", "rosebud"));
            long after = Instant.now().getEpochSecond();
            assertThat(granted)
                    .contains("\"verdict\": \"granted\"", "\"name\": \"staff:anna\"", "\"account\": \"APP1\"")
                    .contains("\"rules\": []", "\"exit_code\": 0");
            // An hour from the decision on, and what it says counts from when the claims are issued: maybe in the next
            // second.
            long end = number(granted, "exp");
            assertThat(end).isBetween(before + 3600, after + 3600);
            assertThat(number(granted, "session_seconds")).isEqualTo(end - number(granted, "iat"));

            write("rules: {nurses: {if: {group: nurses}, give: {refuse: true}}}\n");
            assertThat(service.reload("a test").join().isSuccessful()).isTrue();

            assertThat(explained(service, login("anna", "rosebud")))
                    .contains("\"verdict\": \"denied\"", "\"reason\": \"refused\"", "\"exit_code\": 1");
        }
    }

    @Test
    void tellsPeopleInText() throws Exception {
        try (Service service = service()) {
            assertThat(explained(service, "{\"format\": \"text\", \"as\": {\"name\": \"zoe\", \"groups\": [\"a\"]}}"))
                    .startsWith(
                            "{\"exit_code\":2,\"text\":\"Login\\n  user          zoe, assumed: no directory is asked\\n")
                    .contains("account_unknown");
        }
    }

    @Test
    void takesARequestAsItWasCaptured() throws Exception {
        try (Service service = service()) {
            assertThat(explained(service, "{\"request\": \"YS5iLmM=\", \"server_xkey\": \"nobody\"}"))
                    .contains("\"verdict\": \"no_answer\"", "\"reason\": \"bad_xkey_header\"", "\"login\": null");
        }
    }

    @Test
    void wrongCredentialsCountAsThoseOfALogin() throws Exception {
        try (Service service = service()) {
            for (int i = 0; i < 3; i++) {
                assertThat(explained(service, login("anna", "wrong " + i))).contains("\"reason\": \"bad_credentials\"");
            }
            assertSilenced(explained(service, login("anna", "rosebud")));
            assertThat(explained(service, login("bert", "xanadu"))).contains("\"verdict\": \"granted\"");
        }
    }

    /** As it would not, were the answer of a login remembered, or that of the explanation before. */
    @Test
    void theSameCredentialsOfAnUnknownUserCountEachTime() throws Exception {
        try (Service service = service()) {
            for (int i = 0; i < 3; i++) {
                assertThat(explained(service, login("zoe", "wrong"))).contains("\"reason\": \"bad_credentials\"");
            }
            assertThat(explained(service, login("zoe", "wrong")))
                    .contains("\"verdict\": \"no_answer\"", "\"reason\": \"failure_limit\"");
        }
    }

    private static void assertSilenced(String explanation) {
        assertThat(explanation)
                .contains("\"verdict\": \"no_answer\"", "\"reason\": \"failure_limit\"", "too many wrong credentials")
                .contains("\"answer\": \"not_begun\"", "\"exit_code\": 2")
                .doesNotContain("\"answer\": \"found\"");
    }

    /** Who has the token can say that a login comes from anywhere. */
    @Test
    void anotherAddressMakesNoMoreGuesses() throws Exception {
        try (Service service = service()) {
            for (int i = 0; i < 3; i++) {
                assertThat(explained(service, login("anna", "wrong", "10.0.0." + i)))
                        .contains("\"reason\": \"bad_credentials\"");
            }
            assertSilenced(explained(service, login("anna", "rosebud", "10.0.0.9")));
        }
    }

    @Test
    void anotherNameAndAnotherAddressMakeNoMoreGuesses() throws Exception {
        Files.writeString(dir.resolve("users.json"), USERS);
        Files.writeString(dir.resolve("gatehouse.yaml"), YAML.replace("per_user: 5", "per_user: 5, per_source: 4"));
        try (Service service = open()) {
            for (int i = 0; i < 4; i++) {
                assertThat(explained(service, login(i < 2 ? "anna" : "bert", "wrong", "10.0.0." + i)))
                        .contains("\"reason\": \"bad_credentials\"");
            }
            assertSilenced(explained(service, login("carl", "kane", "10.0.0.9")));
        }
    }

    @Test
    void aRightPasswordIsNoGuess() throws Exception {
        try (Service service = service()) {
            for (int i = 0; i < 6; i++) {
                assertThat(explained(service, login("anna", "rosebud"))).contains("\"verdict\": \"granted\"");
            }
        }
    }

    @Test
    void nothingIsRememberedAndNoMetricTellsWhoWasTried() throws Exception {
        try (Service service = service()) {
            String granted = explained(service, login("anna", "rosebud"));
            for (int i = 0; i < 4; i++) {
                assertThat(explained(service, login("bert", "a wrong secret"))).doesNotContain("a wrong secret");
            }
            String http = Objects.requireNonNull(service.httpAddress()).address();
            String metrics = client.send(
                            HttpRequest.newBuilder(URI.create("http://" + http + "/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();

            assertThat(granted).doesNotContain("rosebud");
            assertThat(metrics)
                    .doesNotContain("anna", "bert", "rosebud", "a wrong secret")
                    .containsPattern("gatehouse_cache_entries\\{directory=\"staff\"[^}]*} 0\\.0")
                    .doesNotContainPattern("gatehouse_cache_entries\\{[^}]*} [1-9]")
                    .containsPattern("gatehouse_failure_limited_total\\{[^}]*user_and_source[^}]*} 1\\.0");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json | the body is not an object as it is to be",
                "{\"user\": 1} | the body is not an object as it is to be",
                "{\"user\": \"a\", \"passwort\": \"s3cret\"} | has a member that an explanation does not know",
                "{\"user\": \"a\", \"host\": \"10.0.0\"} | --host 10.0.0 is not an IP address",
                "{\"connection\": \"pigeon\"} | is none of standard",
                "{\"user\": \"a\", \"as\": {\"name\": \"b\"}} | one of them says whose login it is",
                "{\"as\": {\"name\": \"b\", \"directory\": \"other\"}} | but staff",
                "{\"as\": {\"groups\": [\"b\"]}} | as needs a name",
                "{\"request\": \"s3cret!\"} | request is not base64",
                "{\"server_xkey\": \"X\"} | give that in request",
                "{\"format\": \"xml\"} | format is neither text nor json"
            })
    void whatCannotBeMeantIsSaid(String body, String problem) throws Exception {
        try (Service service = service()) {
            HttpResponse<String> answer = post(service, body);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .startsWith("{\"problem\":\"")
                    .contains(problem)
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsNotTaken() throws Exception {
        try (Service service = service()) {
            String answer = send(
                    service,
                    "POST /-/explain HTTP/1.1\r\nConnection: close\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + TOKEN
                            + "\r\nContent-Length: " + (ExplainRequestJson.MAX_BYTES + 1) + "\r\n\r\n");

            assertThat(answer)
                    .startsWith("HTTP/1.1 413")
                    .contains("The body may have " + ExplainRequestJson.MAX_BYTES + " bytes.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | Host: 127.0.0.1 | Authorization: Bearer another token that is wrong | 401",
                "POST | Host: 127.0.0.1 | Accept: */* | 401",
                "POST | Host: evil.example.com | Authorization: Bearer a-token-that-nobody-guesses | 403",
                "POST | Host: 127.0.0.1 | Origin: http://evil.example.com | 403",
                "GET | Host: 127.0.0.1 | Authorization: Bearer a-token-that-nobody-guesses | 405"
            })
    void isGuardedAsEveryAdminRequest(String method, String host, String header, int status) throws Exception {
        try (Service service = service()) {
            String body = login("anna", "rosebud");
            String answer = send(
                    service,
                    method + " /-/explain HTTP/1.1\r\nConnection: close\r\n" + host + "\r\n" + header
                            + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

            assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain("granted");
        }
    }

    private static String send(Service service, String request) throws IOException {
        String address = address(service);
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
