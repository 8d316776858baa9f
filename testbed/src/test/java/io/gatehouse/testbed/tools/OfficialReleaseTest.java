package io.gatehouse.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficialReleaseTest {
    private static final String ARCHIVE = "nats-server-v2.15.3-linux-amd64.tar.gz";

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    @TempDir
    Path workspace;

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = files.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void unpacksTheProgramWhoseChecksumIsRight() throws Exception {
        byte[] archive = archive("nats-server-v2.15.3-linux-amd64/nats-server", "program");
        publish(archive, sha256(archive));

        Path program = release().fetch(ToolSpec.NATS_SERVER, workspace);

        assertThat(program).hasContent("program").isExecutable();
    }

    @Test
    void refusesAnArchiveWithAnotherChecksum() throws Exception {
        publish(archive("nats-server-v2.15.3-linux-amd64/nats-server", "program"), "0".repeat(64));

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> release().fetch(ToolSpec.NATS_SERVER, workspace))
                .withMessageContaining(ARCHIVE + " has SHA-256 ")
                .withMessageContaining("where SHA256SUMS says 0000");
        assertThat(workspace).isEmptyDirectory();
    }

    @Test
    void refusesAnArchiveThatTheChecksumsDoNotName() {
        files.put("/v2.15.3/SHA256SUMS", "".getBytes(StandardCharsets.US_ASCII));

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> release().fetch(ToolSpec.NATS_SERVER, workspace))
                .withMessage("SHA256SUMS of v2.15.3 does not name " + ARCHIVE);
    }

    @Test
    void saysWhatTheServerAnswered() {
        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> release().fetch(ToolSpec.NATS_SERVER, workspace))
                .withMessageEndingWith("SHA256SUMS answered 404");
    }

    @Test
    void saysWhichHostCannotBeReached() {
        server.stop(0);

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> release().fetch(ToolSpec.NATS_SERVER, workspace))
                .withMessage("cannot reach 127.0.0.1: Connection refused");
    }

    @Test
    void refusesAnArchiveWithoutTheProgram() throws Exception {
        byte[] archive = archive("nats-server-v2.15.3-linux-amd64/README.md", "text");
        publish(archive, sha256(archive));

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> release().fetch(ToolSpec.NATS_SERVER, workspace))
                .withMessage("the archive holds no nats-server-v2.15.3-linux-amd64/nats-server");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-amd64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, aarch64, darwin-arm64",
        "Linux, s390x, ''",
        "Windows 11, amd64, ''"
    })
    void namesThePlatformAsTheReleaseDoes(String os, String processor, String platform) {
        assertThat(OfficialRelease.platform(os, processor)).isEqualTo(platform);
    }

    private OfficialRelease release() {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new OfficialRelease(base, "linux-amd64");
    }

    private void publish(byte[] archive, String sum) {
        files.put("/v2.15.3/" + ARCHIVE, archive);
        String sums = "f".repeat(64) + "  other.tar.gz\n" + sum + "  " + ARCHIVE + "\n";
        files.put("/v2.15.3/SHA256SUMS", sums.getBytes(StandardCharsets.US_ASCII));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** A tar of two files, the wanted one last. */
    private static byte[] archive(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(file("LICENSE", "x".repeat(700)));
            zipped.write(file(name, content));
            zipped.write(new byte[1024]);
        }
        return bytes.toByteArray();
    }

    private static byte[] file(String name, String content) {
        int blocks = 1 + (content.length() + 511) / 512;
        byte[] tar = new byte[blocks * 512];
        put(tar, 0, name);
        put(tar, 124, "%011o".formatted(content.length()));
        put(tar, 512, content);
        return tar;
    }

    private static void put(byte[] tar, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, tar, offset, bytes.length);
    }
}
