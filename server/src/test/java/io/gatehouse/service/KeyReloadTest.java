package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
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
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service without a server, whose keys, credentials and certificates are exchanged. */
@Timeout(60)
class KeyReloadTest {
    private static final SigningKey ONE = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey TWO = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final SigningKey USER = SigningKey.generate(NkeyKind.USER);
    private static final String BASE = """
            http: {listen: '127.0.0.1:0'}
            config: {reload: 0s}
            callout: {warmup: 0s}
            directories:
              users: {type: file, path: users.json}
            """;
    private static final String KEYS = BASE + "issuer: {seed: issuer.nk}\n";
    private static final Pattern SERIES = Pattern.compile("gatehouse_key_requests_total\\{.*");

    @TempDir
    private Path dir;

    @BeforeEach
    void writeFiles() throws Exception {
        write("users.json", "{\"anna\": {\"pass\": \"a\", \"account\": \"APP1\"}}");
        write("issuer.nk", ONE.seed());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    private void writeCreds() throws IOException {
        UserClaims claims = UserClaims.of("service", null, UserClaims.Body.sentinel(false));
        String jwt = UserToken.issue(claims, ONE, USER.publicKey(), 1, 0);
        write("service.creds", new CredsFile(jwt, USER).text());
    }

    private Service service(String yaml) throws IOException {
        write("gatehouse.yaml", yaml);
        return Service.prepare(new SettingsLoader(Map.of(), dir).load(dir.resolve("gatehouse.yaml")));
    }

    private ReloadResult reload(Service service, String yaml) throws IOException {
        write("gatehouse.yaml", yaml);
        return service.reload("a test").join();
    }

    private void assertRefused(Service service, String yaml, String... words) throws IOException {
        ReloadResult result = reload(service, yaml);
        assertThat(result.changed()).isEmpty();
        assertThat(result.problems()).singleElement().asString().contains(words);
    }

    private static List<String> series(Service service) throws Exception {
        String address = Objects.requireNonNull(service.httpAddress()).address();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/metrics"))
                .build();
        String page = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return page.lines().filter(SERIES.asMatchPredicate()).toList();
    }

    private static String used(String kind, Object key) {
        return "gatehouse_key_requests_total{key=\"" + key + "\",kind=\"" + kind + "\"} 0.0";
    }

    @Test
    void anotherKeyInTheFileIsTaken() throws Exception {
        try (Service service = service(KEYS)) {
            assertThat(series(service)).containsExactly(used("issuer", ONE));
            write("issuer.nk", TWO.seed() + "\n" + ONE.seed());
            assertThat(reload(service, KEYS).changed()).containsExactly("issuer.seed");
            assertThat(series(service)).containsExactlyInAnyOrder(used("issuer", ONE), used("issuer", TWO));
            write("issuer.nk", TWO.seed());
            assertThat(reload(service, KEYS).changed()).containsExactly("issuer.seed");
            assertThat(series(service)).containsExactly(used("issuer", TWO));
            assertThat(reload(service, KEYS).changed()).isEmpty();
        }
    }

    @Test
    void anXkeyIsTakenWhereThereWasOne() throws Exception {
        CurveKey first = CurveKey.generate();
        CurveKey second = CurveKey.generate();
        try (Service service = service(KEYS + "xkey: {seed: " + first.seed() + "}\n")) {
            assertThat(reload(service, KEYS + "xkey: {seed: [ " + first.seed() + ", " + second.seed() + " ]}\n")
                            .changed())
                    .containsExactly("xkey.seed");
            assertThat(series(service))
                    .containsExactlyInAnyOrder(used("issuer", ONE), used("xkey", first), used("xkey", second));
        }
    }

    /** All requests of a callout are sealed, or none is. */
    @Test
    void whetherThereIsAnXkeyNeedsARestart() throws Exception {
        try (Service service = service(KEYS)) {
            ReloadResult result =
                    reload(service, KEYS + "xkey: {seed: " + CurveKey.generate().seed() + "}\n");
            assertThat(result).isEqualTo(new ReloadResult(List.of(), List.of("xkey.seed"), List.of()));
        }
    }

    @Test
    void otherCredentialsInTheFileAreTaken() throws Exception {
        writeCreds();
        String yaml = KEYS + "nats: {creds: service.creds}\n";
        try (Service service = service(yaml)) {
            assertThat(reload(service, yaml).changed()).isEmpty();
            write("service.creds", "The same in other words\n" + Files.readString(dir.resolve("service.creds")));
            assertThat(reload(service, yaml).changed()).containsExactly("nats.creds");
        }
    }

    @Test
    void otherLoginsAreTaken() throws Exception {
        try (Service service = service(KEYS + "nats: {user: a, password: b}\n")) {
            assertThat(reload(service, KEYS + "nats: {user: a, password: c}\n").changed())
                    .containsExactly("nats.password");
            write("user.nk", USER.seed());
            String nkey = KEYS + "nats: {nkey: user.nk}\n";
            assertThat(reload(service, nkey).changed()).containsExactly("nats.user", "nats.password", "nats.nkey");
            write("user.nk", SigningKey.generate(NkeyKind.USER).seed());
            assertThat(reload(service, nkey).changed()).containsExactly("nats.nkey");
        }
    }

    @Test
    void otherCertificatesAreTaken() throws Exception {
        CertificateAuthority authority = CertificateAuthority.root("First");
        write("ca.pem", authority.pem());
        authority.issue(CertificateRequest.of("service")).write(dir, "service");
        String yaml = KEYS + "nats: {tls: {ca: ca.pem, cert: service.pem, key: service.key}}\n";
        try (Service service = service(yaml)) {
            assertThat(reload(service, yaml).changed()).isEmpty();
            authority.issue(CertificateRequest.of("service")).write(dir, "service");
            assertThat(reload(service, yaml).changed()).containsExactly("nats.tls.cert", "nats.tls.key");
            write("ca.pem", CertificateAuthority.root("Second").pem() + authority.pem());
            assertThat(reload(service, yaml).changed()).containsExactly("nats.tls.ca");
        }
    }

    @Test
    void aBadKeyChangesNothing() throws Exception {
        try (Service service = service(KEYS)) {
            String place = "gatehouse.yaml:6:16: issuer.seed: ";
            write("issuer.nk", "");
            assertRefused(service, KEYS, place, "issuer.nk is empty");
            write("issuer.nk", USER.seed());
            assertRefused(service, KEYS, place, "is the key of a user");
            write("issuer.nk", ONE.seed() + "\n" + ONE.seed());
            assertRefused(service, KEYS, place, "is given twice");
            write("issuer.nk", "SA" + "A".repeat(56));
            assertRefused(service, KEYS, place, "a seed of an account (A...) is wanted");
            Files.delete(dir.resolve("issuer.nk"));
            assertRefused(service, KEYS, place, "no such key file");
            assertThat(series(service)).containsExactly(used("issuer", ONE));
        }
    }

    @Test
    void badCredentialsChangeNothing() throws Exception {
        writeCreds();
        String yaml = KEYS + "nats: {creds: service.creds}\n";
        try (Service service = service(yaml)) {
            String good = Files.readString(dir.resolve("service.creds"));
            String place = "gatehouse.yaml:7:15: nats.creds: the file ";
            write("service.creds", "");
            assertRefused(service, yaml, place, "service.creds cannot be used");
            write("service.creds", good.substring(0, good.length() / 2));
            assertRefused(service, yaml, place, "service.creds cannot be used");
            write("service.creds", "\ufeff" + good);
            assertRefused(service, yaml, place, "byte order mark");
            Files.delete(dir.resolve("service.creds"));
            assertRefused(service, yaml, place, "there is no such file");
        }
    }

    @Test
    void badCertificatesChangeNothing() throws Exception {
        CertificateAuthority authority = CertificateAuthority.root("First");
        write("ca.pem", authority.pem());
        authority.issue(CertificateRequest.of("service")).write(dir, "service");
        authority.issue(CertificateRequest.of("other")).write(dir, "other");
        String yaml = KEYS + "nats: {tls: {ca: ca.pem, cert: service.pem, key: service.key}}\n";
        try (Service service = service(yaml)) {
            String good = Files.readString(dir.resolve("service.key"));
            write("service.key", Files.readString(dir.resolve("other.key")));
            assertRefused(service, yaml, "nats.tls.key: ", "service.key is not the key of", "service.pem");
            write("service.key", "nothing");
            assertThat(reload(service, yaml).problems())
                    .allSatisfy(problem ->
                            assertThat(problem).contains("gatehouse.yaml:7:", "nats.tls.key: ", "service.key"));
            write("service.key", good);
            write("ca.pem", "nothing");
            assertRefused(service, yaml, "gatehouse.yaml:7:", "nats.tls.ca: ", "ca.pem has no certificate in it");
        }
    }
}
