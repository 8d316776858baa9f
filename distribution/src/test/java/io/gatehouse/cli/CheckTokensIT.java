package io.gatehouse.cli;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.cli.init.Mode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What check says of an issuer that answers about tokens, and has no keys. */
class CheckTokensIT {
    @TempDir
    private Path dir;

    private HttpServer issuer;

    @BeforeEach
    void start() throws Exception {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/introspect", exchange -> {
            byte[] inactive = "{\"active\": false}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, inactive.length);
            exchange.getResponseBody().write(inactive);
            exchange.close();
        });
        issuer.start();
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + issuer.getAddress().getPort();
    }

    private CheckFixture asked(String tokens) throws Exception {
        String sso = "  sso: {type: oidc, issuer: {url: '" + url() + "', audiences: nats, introspection: {tokens: "
                + tokens + ", endpoint: '" + url() + "/introspect', token: canary}}}\n";
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        return fixture.edit(
                fixture.deployment().settings(), yaml -> yaml.replace("directories:\n", "directories:\n" + sso));
    }

    /** Those that are no JWTs need none. */
    @ParameterizedTest
    @ValueSource(strings = {"opaque", "all"})
    void itsKeysAreAWarningWhereTokensMayBeNoJwts(String tokens) throws Exception {
        asked(tokens)
                .online()
                .says("directory sso (oidc): its backend answers")
                .warns("directory sso (oidc): " + url() + ": ", "keys are not available", "JWTs get no answer")
                .isSilentOf("canary");
    }

    @Test
    void itsKeysAreAFailureWhereAllTokensAreJwts() throws Exception {
        asked("jwt").online().fails("directory sso (oidc): " + url() + ": ", "keys are not available");
    }
}
