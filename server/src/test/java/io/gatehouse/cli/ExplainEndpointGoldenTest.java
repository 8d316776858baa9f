package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.RequestFixtures;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a running service says of logins, by {@code gatehouse explain --url} as text and by {@code POST /-/explain} as JSON. */
@Timeout(60)
class ExplainEndpointGoldenTest {
    private static final String ADMIN = "0123456789abcdef";

    @TempDir
    private Path dir;

    private Service service(ExplainKeys keys, String more) throws Exception {
        Files.writeString(dir.resolve("users.json"), ExplainCase.USERS);
        Files.writeString(dir.resolve("admin.token"), ADMIN + "\n");
        Path settings = Files.writeString(
                dir.resolve("gatehouse.yaml"), """
                issuer: {seed: %s}
                directories: {users: {type: file, path: users.json}}
                http: {listen: '127.0.0.1:0', admin_listen: '127.0.0.1:0', admin_token_file: admin.token}
                config: {reload: 0s}
                callout: {warmup: 0s, budget: 30s}
                failures: {per_user_and_source: 3}
                """.formatted(keys.issuer().seed()) + more);
        return Service.prepare(new SettingsLoader(Map.of(), dir).load(settings));
    }

    private static String address(Service service) {
        return Objects.requireNonNull(service.adminAddress()).address();
    }

    private String text(Service service, int exitCode, String password, List<String> login) {
        Explaining explaining = new Explaining(dir, dir.resolve("gatehouse.yaml"), address(service));
        return explaining.explain(exitCode, password, explaining.running(), login.toArray(String[]::new));
    }

    private static String json(Service service, String members) throws Exception {
        return AdminPost.to(address(service), "/-/explain", ADMIN, "{" + members.replace('\'', '"') + "}")
                .stripTrailing();
    }

    /** What is kept is of the configuration alone: the service says the same. */
    private void assertGranted(String kept, Service service, byte[] request, List<String> header, String member)
            throws Exception {
        Files.write(dir.resolve("request"), request);
        List<String> login = header.isEmpty()
                ? List.of("--request", "request")
                : List.of("--request", "request", header.get(0), header.get(1));
        String base64 = Base64.getEncoder().encodeToString(request);
        KeptExplanations.assertAsKept(
                kept, text(service, 0, "", login), json(service, "'request':'" + base64 + "'" + member));
    }

    /** For as long as the test may take. */
    private static RequestFixtures.Request request(ExplainKeys keys) {
        long now = Instant.now().getEpochSecond();
        return keys.request().set("iat", now).set("exp", now + 60);
    }

    @Test
    void aRequestThatWasCapturedInTheClear() throws Exception {
        ExplainKeys keys = ExplainKeys.of(dir);
        try (Service service = service(keys, "")) {
            assertGranted("granted_of_a_request", service, request(keys).jwt(), List.of(), "");
        }
    }

    @Test
    void aRequestThatWasCapturedSealed() throws Exception {
        ExplainKeys keys = ExplainKeys.of(dir);
        String xkey = keys.server().xkey().publicKey().text();
        try (Service service = service(keys, "xkey: {seed: " + keys.xkey().seed() + "}\n")) {
            assertGranted(
                    "granted_of_a_sealed_request",
                    service,
                    request(keys).sealedFor(keys.xkey().publicKey()),
                    List.of("--server-xkey", xkey),
                    ",'server_xkey':'" + xkey + "'");
        }
    }

    @Test
    void aFailureLimitThatIsReached() throws Exception {
        try (Service service = service(ExplainKeys.of(dir), "")) {
            for (int i = 0; i < 3; i++) {
                assertThat(json(service, "'user':'alice','password':'wrong " + i + "'"))
                        .contains("bad_credentials");
            }
            KeptExplanations.assertKept(
                    "failure_limit",
                    text(service, 2, "wonderland", List.of("--user", "alice")) + "\n",
                    json(service, "'user':'alice','password':'wonderland'") + "\n");
        }
    }
}
