package io.gatehouse.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.testbed.KeptPort;
import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check says of the backends of directories. */
class CheckBackendsTest {
    @TempDir
    private Path dir;

    private static HttpServer answering(int port, AtomicInteger status) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.createContext("/", exchange -> ignore(exchange, status.get()));
        server.start();
        return server;
    }

    private static void ignore(HttpExchange exchange, int status) throws IOException {
        byte[] body = "{\"result\": \"ignore\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private CheckFixture asking(int port) throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        return fixture.edit(
                fixture.deployment().settings(),
                yaml -> yaml.replace(
                        "directories:\n",
                        "directories:\n  people: {type: http, url: 'http://127.0.0.1:" + port
                                + "/', auth: {token: canary}}\n"));
    }

    @Test
    void tellsWhetherABackendAnswers() throws Exception {
        AtomicInteger status = new AtomicInteger(200);
        int port = KeptPort.free();
        HttpServer server = answering(port, status);
        CheckFixture fixture = asking(port);
        fixture.online().says("directory people (http): its backend answers");

        status.set(401);
        fixture.online()
                .fails(
                        "directory people (http): http://127.0.0.1:" + port + " refuses Gatehouse itself",
                        "(HTTP 401)",
                        "its section is directories.people in ",
                        "gatehouse.yaml:")
                .isSilentOf("canary");

        server.stop(0);
        fixture.online()
                .fails("directory people (http): http://127.0.0.1:" + port
                        + " cannot be reached: the connection was refused");
    }

    /** The first question of a process may take long, on a machine that has much to do; half a second is long. */
    @Test
    void asksOnceMoreWhenTheFirstQuestionTookLong() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            boolean isFirst = requests.getAndIncrement() == 0;
            if (isFirst) {
                LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
            }
            ignore(exchange, isFirst ? 503 : 200);
        });
        server.start();
        asking(server.getAddress().getPort()).online().says("directory people (http): its backend answers");
        server.stop(0);
    }

    @Test
    void asksNobodyWhenItIsToStayOffline() throws Exception {
        int port = KeptPort.free();
        asking(port).offline().isSilentOf("cannot be reached");
    }

    @Test
    void warnsOfPasswordsThatGoUnencrypted() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        fixture.edit(
                fixture.deployment().settings(),
                yaml -> yaml.replace(
                        "directories:\n", "directories:\n  people: {type: http, url: 'http://users.example.com/'}\n"));
        fixture.offline()
                .warns(
                        "directory people: what is sent to http://users.example.com:80 is not encrypted",
                        "use https://");
    }

    @Test
    void warnsOfCertificatesThatEndSoon() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        Instant soon = Instant.now().plus(Duration.ofDays(2));
        CertificateAuthority ca = CertificateAuthority.root(
                CertificateRequest.of("Services").until(soon).authority());
        Files.writeString(fixture.deployment().settings().resolveSibling("services.pem"), ca.pem());
        fixture.edit(
                fixture.deployment().settings(),
                yaml -> yaml.replace(
                        "directories:\n",
                        "directories:\n  people: {type: http, url: 'https://users.example.com/', tls: {ca:"
                                + " services.pem}}\n"));
        fixture.offline().warns("services.pem: the certificate of CN=Services", "renew it");
    }
}
