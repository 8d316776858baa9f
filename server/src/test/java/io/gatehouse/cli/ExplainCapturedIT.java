package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Mode;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request that nats-server has sent is explained as its login has ended, by the configuration and by the service. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class ExplainCapturedIT {
    private static final String ADMIN = "0123456789abcdef";
    private static final String USERS =
            "{\"nina\": {\"pass\": \"p-nina\", \"account\": \"APP1\", \"groups\": [\"nurses\"]}}";

    private static final String RULES = """
            rules:
              nurses:
                if: {group: nurses, client_name: 'till-*', connection: standard, source: 127.0.0.0/8}
                give: {permissions: {pub: {allow: "ward.{{name()}}.>"}}}
            """;

    private static Stage.Builder stage(Mode mode, boolean sealed) {
        Stage.Builder stage = mode == Mode.OPERATOR ? Stage.operator() : Stage.config();
        return stage.xkey(sealed)
                .users(USERS)
                .set("http.listen", "127.0.0.1:0")
                .admin(ADMIN)
                // However long the test takes.
                .set("callout.clock_drift", "5m")
                .prepared(deployment -> {
                    Files.writeString(deployment.dir().resolve("admin.token"), ADMIN);
                    Files.writeString(deployment.settings(), Files.readString(deployment.settings()) + RULES);
                });
    }

    @ParameterizedTest
    @CsvSource({"CONFIG, true", "CONFIG, false", "OPERATOR, true"})
    void isExplainedAsItsLoginHasEnded(Mode mode, boolean sealed) throws Exception {
        try (Stage stage = stage(mode, sealed).open()) {
            String[] granted;
            String[] refused;
            try (RequestTap tap = RequestTap.on(stage)) {
                try (Connection nina = Nats.connect(
                        stage.as("nina", "p-nina").connectionName("till-7").build())) {
                    granted = captured(stage, tap.next(), "granted");
                    assertThat(nina.getStatus()).isEqualTo(Connection.Status.CONNECTED);
                }
            }
            try (RequestTap tap = RequestTap.on(stage)) {
                stage.assertRefused(stage.as("nina", "wrong").connectionName("till-7"));
                refused = captured(stage, tap.next(), "refused");
            }
            assertThat(assertSame(stage, 0, granted))
                    .contains("user          nina", "nats-server " + version(stage))
                    .contains("nurses        holds", "allow ward.nina.>", "granted       account APP1");
            assertThat(assertSame(stage, 1, refused)).contains("rejected: bad_credentials");
        }
    }

    private static String version(Stage stage) throws Exception {
        try (Connection connection = Nats.connect(stage.asTheService().build())) {
            return connection.getServerInfo().getVersion();
        }
    }

    /** The options that give a request, which is in a file then. */
    private static String[] captured(Stage stage, Message request, String name) throws Exception {
        Path file = Files.write(stage.deployment().dir().resolve(name), request.getData());
        String xkey = request.getHeaders() == null ? null : request.getHeaders().getFirst(RequestTap.SERVER_XKEY);
        return xkey == null
                ? new String[] {"--request", file.toString()}
                : new String[] {"--request", file.toString(), "--server-xkey", xkey};
    }

    /** By the configuration, with the clock drift of the service, and by the service. */
    private static String assertSame(Stage stage, int exitCode, String... request) {
        Explaining both = Explaining.of(stage);
        List<String> alone = Stream.concat(both.alone().stream(), Stream.of("--set", "callout.clock_drift=5m"))
                .toList();
        String text = both.explain(exitCode, "", both.running(), request);
        assertThat(text).isEqualTo(both.explain(exitCode, "", alone, request));
        return text;
    }
}
