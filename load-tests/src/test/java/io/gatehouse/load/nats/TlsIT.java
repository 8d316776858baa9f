package io.gatehouse.load.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.load.cli.Main;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load tool, in a process of its own that trusts one certificate, at a nats-server with TLS. */
@AgainstNatsServer
class TlsIT {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void aServerThatShowsItsNameIsTrusted() throws Exception {
        try (NatsServer server = serverCalled("ip:127.0.0.1")) {
            Ended ended = load(server);
            assertThat(ended.output()).as("past the handshake").contains("nobody listens on $SYS.REQ.USER.AUTH");
        }
    }

    @Test
    void aServerThatShowsAnotherNameIsNot() throws Exception {
        try (NatsServer server = serverCalled("dns:elsewhere.example")) {
            Ended ended = load(server);
            assertThat(ended.exit()).isEqualTo(3);
            assertThat(ended.output()).contains("no connection to tls://127.0.0.1");
        }
    }

    private NatsServer serverCalled(String name) throws Exception {
        Ended made = run(List.of(
                java("keytool"),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=server",
                "-ext",
                "san=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                store().toString(),
                "-storepass",
                PASSWORD));
        assertThat(made.exit()).as(made.output()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Path certificate = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
        Path key =
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
        return NatsServer.start("tls { cert_file: \"" + certificate + "\", key_file: \"" + key + "\" }");
    }

    private Ended load(NatsServer server) throws Exception {
        return run(List.of(
                java("java"),
                "-Djavax.net.ssl.trustStore=" + store(),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "servers",
                "--server=" + server.url().replace("nats://", "tls://"),
                "--rate=10",
                "--duration=300ms",
                "--warmup=0",
                "--budget=200ms"));
    }

    private Path store() {
        return folder.resolve("server.p12");
    }

    private Path pem(String type, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(type.replace(' ', '-') + ".pem"),
                "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private record Ended(int exit, String output) {}

    private static Ended run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
