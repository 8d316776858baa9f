package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.admin.HttpBindException;
import io.gatehouse.config.ConfigException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where admin requests are served: apart from metrics and health. */
@Timeout(60)
class AdminListenerKeysTest {
    private static final String TOKEN = "admin_token: a-token-that-nobody-guesses";

    @TempDir
    private Path dir;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                dir.resolve("AUTH.nk"), SigningKey.generate(NkeyKind.ACCOUNT).seed());
        Files.writeString(dir.resolve("users.json"), "{}");
    }

    private GatehouseSettings load(String http) throws IOException {
        Path file = Files.writeString(
                dir.resolve("gatehouse.yaml"),
                "nats: {url: 'nats://127.0.0.1:1'}\nissuer: {seed: AUTH.nk}\n"
                        + "directories: {users: {type: file, path: users.json}}\ncallout: {warmup: 0s}\nhttp: {" + http
                        + "}\n");
        return new SettingsLoader(Map.of(), dir).load(file);
    }

    @Test
    void theyHaveALoopbackAddressOfTheirOwnUnlessConfigured() throws IOException {
        GatehouseSettings settings = load(TOKEN);

        assertThat(settings.admin().listen().address()).isEqualTo("127.0.0.1:9465");
        assertThat(Objects.requireNonNull(settings.http()).address()).isEqualTo("127.0.0.1:9464");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listen: '0.0.0.0:9464'",
                "listen: off",
                "listen: '127.0.0.1:0', admin_listen: '127.0.0.1:0'",
                "listen: '127.0.0.1:1', admin_listen: '127.0.0.2:1'",
                "listen: '127.0.0.1:9465', admin_listen: '127.0.0.1:9464'"
            })
    void twoAddressesAreTaken(String http) throws IOException {
        assertThat(load(http + ", " + TOKEN).admin().token()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listen: '127.0.0.1:7', admin_listen: '127.0.0.1:7' | http.admin_listen: has the port of http.listen",
                "listen: '0.0.0.0:7', admin_listen: '127.0.0.1:7' | http.admin_listen: has the port of http.listen",
                "listen: '127.0.0.1:7', admin_listen: ':7' | http.admin_listen: has the port of http.listen",
                "admin_listen: '127.0.0.1:9464' | http.admin_listen: has the port of http.listen (127.0.0.1:9464)",
                "listen: '127.0.0.1:9465' | http.listen: has the port of admin requests",
                "listen: '[::]:9465' | http.listen: has the port of admin requests, which are served on 127.0.0.1:9465",
                "admin_listen: off | http.admin_listen: is no address"
            })
    void bothAtOneAddressAreRefused(String http, String problem) {
        assertThatThrownBy(() -> load(http + ", " + TOKEN))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin_listen: '127.0.0.1:7'", "admin_tls: {cert: a.pem, key: a.key}"})
    void theirKeysNeedAToken(String http) throws IOException {
        CertificateAuthority.root("CA")
                .issue(CertificateRequest.of("gatehouse"))
                .write(dir, "a");

        assertThatThrownBy(() -> load(http))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is for admin requests, which need a token: give http.admin_token_file too");
    }

    @Test
    void withoutATokenMetricsMayHaveTheirPortAndNobodyListensForThem() throws IOException {
        assertThat(load("listen: '127.0.0.1:9465'").http()).isNotNull();
        try (Service service = Service.start(load("listen: '127.0.0.1:0'"))) {
            assertThat(service.adminAddress()).isNull();
        }
    }

    @Test
    void aPortThatAnotherInstanceHasIsToldOfWithTheKey() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String at = "127.0.0.1:" + taken.getLocalPort();
            GatehouseSettings settings = load("listen: '127.0.0.1:0', admin_listen: '" + at + "', " + TOKEN);

            assertThatThrownBy(() -> Service.start(settings))
                    .isInstanceOf(HttpBindException.class)
                    .hasMessageContaining("cannot listen for HTTP on " + at)
                    .hasMessageContaining("--set http.admin_listen=");
        }
    }

    @Test
    void areServedWhileMetricsAreOff() throws IOException {
        try (Service service = Service.start(load("listen: off, admin_listen: '127.0.0.1:0', " + TOKEN))) {
            assertThat(service.httpAddress()).isNull();
            assertThat(Objects.requireNonNull(service.adminAddress()).port()).isPositive();
        }
    }

    @Test
    void anotherAddressWantsARestart() throws IOException {
        String first = "listen: '127.0.0.1:0', admin_listen: '127.0.0.1:0', " + TOKEN;
        try (Service service = Service.start(load(first))) {
            int port = Objects.requireNonNull(service.adminAddress()).port();
            GatehouseSettings unused =
                    load(first.replace("admin_listen: '127.0.0.1:0'", "admin_listen: '127.0.0.1:1'"));

            assertThat(service.reload("a test").join().needRestart()).containsExactly("http.admin_listen");
            assertThat(Objects.requireNonNull(service.adminAddress()).port()).isEqualTo(port);
        }
    }
}
