package io.gatehouse.cli.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.junit.OnEveryServer;
import io.gatehouse.testbed.junit.ServerUnderTest;
import io.gatehouse.testbed.tools.ToolVersion;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What init makes is what a real nats-server takes. */
@Tag("heavy")
@OnEveryServer
@SuppressWarnings({"try", "NullAway.Init"})
class DeploymentIT {
    private static final ToolVersion KNOWS_DEFAULT_SENTINEL = new ToolVersion(2, 11, 2);

    /** As long as nats-server waits for an answer, and a little. */
    private static final Duration REFUSED = Duration.ofSeconds(4);

    @Parameter
    private ServerUnderTest nats;

    @TempDir
    private Path dir;

    private Deployment make(DeploymentOptions options) throws IOException {
        return Deployment.create(dir.resolve("a \"folder\" of ${mine}"), options);
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATOR,true,false",
        "OPERATOR,true,true",
        "OPERATOR,false,false",
        "CONFIG,true,false",
        "CONFIG,false,false"
    })
    void theServerTakesTheConfiguration(Mode mode, boolean xkey, boolean defaultSentinel) throws Exception {
        Deployment made =
                make(DeploymentOptions.defaults().withMode(mode).withXkey(xkey).withDefaultSentinel(defaultSentinel));

        Process test = new ProcessBuilder(
                        nats.binary().path().toString(),
                        "-t",
                        "-c",
                        made.serverConf().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        boolean known = !defaultSentinel || nats.binary().version().isAtLeast(KNOWS_DEFAULT_SENTINEL);
        assertThat(test.waitFor() == 0).as(output).isEqualTo(known);
    }

    @Test
    void inOperatorModeServiceAndSystemUserGetIn() throws Exception {
        Deployment made = make(DeploymentOptions.defaults());
        try (NatsServer server = start(made);
                Connection service = Nats.connect(creds(server, made.serviceCreds()));
                Connection sys = Nats.connect(creds(server, made.sysCreds()))) {
            assertThat(info(service)).contains("\"account\":\"" + accountOf(made, "AUTH"));
            String lookup = "$SYS.REQ.ACCOUNT." + accountOf(made, "APP1") + ".CLAIMS.LOOKUP";
            assertThat(text(sys.request(lookup, new byte[0], Duration.ofSeconds(20))
                            .getData()))
                    .isEqualTo(
                            Files.readString(made.dir().resolve("jwt/APP1.jwt")).strip());
        }
    }

    @Test
    void inConfigModeServiceAndSystemUserGetIn() throws Exception {
        Deployment made = make(DeploymentOptions.defaults().withMode(Mode.CONFIG));
        String password = Files.readString(made.dir().resolve(Deployment.SERVICE_PASSWORD))
                .strip();
        String sysPassword = Files.readString(made.sysPassword()).strip();
        try (NatsServer server = start(made);
                Connection service = Nats.connect(user(server, "gatehouse", password));
                Connection sys = Nats.connect(user(server, "sys", sysPassword))) {
            assertThat(info(service)).contains("\"account\":\"AUTH\"");
            assertThat(info(sys)).contains("\"account\":\"SYS\"");
        }
    }

    @Test
    void withoutTheServiceNobodyElseGetsIn() throws Exception {
        Deployment made = make(DeploymentOptions.defaults());
        try (NatsServer server = start(made)) {
            // The client library waits for all of its time where it is refused.
            Options sentinel = options(server)
                    .connectionTimeout(REFUSED)
                    .authHandler(Nats.credentials(made.sentinelCreds().toString()))
                    .build();
            // Older servers close the connection without a word, which jnats reports as any other broken connection.
            assertThatThrownBy(() -> Nats.connect(sentinel).close()).isInstanceOf(IOException.class);
            Nats.connect(creds(server, made.serviceCreds())).close();
        }
    }

    private NatsServer start(Deployment made) {
        return NatsServer.start(nats.binary(), NatsServerConfig.file(made.serverConf()));
    }

    private static Options creds(NatsServer server, Path creds) {
        return options(server).authHandler(Nats.credentials(creds.toString())).build();
    }

    private static Options user(NatsServer server, String user, String password) {
        return options(server).userInfo(user, password).build();
    }

    private static Options.Builder options(NatsServer server) {
        return Options.builder().server(server.url()).maxReconnects(0).connectionTimeout(Duration.ofSeconds(20));
    }

    private static String accountOf(Deployment made, String name) throws Exception {
        return io.gatehouse.claims.account.AccountClaims.decode(
                        Files.readString(made.dir().resolve("jwt/" + name + ".jwt")))
                .id()
                .text();
    }

    private static String info(Connection connection) throws Exception {
        return text(connection
                .request("$SYS.REQ.USER.INFO", new byte[0], Duration.ofSeconds(20))
                .getData());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
