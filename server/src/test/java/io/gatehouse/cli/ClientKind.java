package io.gatehouse.cli;

import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import io.gatehouse.testbed.ClientProgram;
import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A way to log in: a row of the first table in docs/reference/clients.md. */
enum ClientKind {
    NATS_GO(Library.NATS_GO.title()) {
        @Override
        boolean isIn(Stage stage, Login login) {
            return byLibrary(Library.NATS_GO, stage, login);
        }
    },
    NATS_JAVA(Library.NATS_JAVA.title()) {
        @Override
        boolean isIn(Stage stage, Login login) {
            return byLibrary(Library.NATS_JAVA, stage, login);
        }
    },
    NATS_JS(Library.NATS_JS.title()) {
        @Override
        boolean isIn(Stage stage, Login login) {
            return byLibrary(Library.NATS_JS, stage, login);
        }
    },
    NATS_PY(Library.NATS_PY.title()) {
        @Override
        boolean isIn(Stage stage, Login login) {
            return byLibrary(Library.NATS_PY, stage, login);
        }
    },
    NATS_CLI("nats CLI 0.4.0, `--user` `--password` `--token`") {
        @Override
        boolean isIn(Stage stage, Login login) throws Exception {
            return command(stage.server().url(), login.options());
        }
    },
    NATS_CLI_URL("nats CLI 0.4.0, `-s nats://user:password@host`") {
        @Override
        boolean isIn(Stage stage, Login login) throws Exception {
            String who = login.token() != null ? login.token() : login.user() + ":" + login.password();
            String url = stage.server().url().replace("://", "://" + who + "@");
            return command(url, new Login(null, null, null, login.creds()).options());
        }
    },
    MQTT("MQTT 3.1.1") {
        @Override
        boolean isIn(Stage stage, Login login) throws Exception {
            Mqtt3BlockingClient client = Mqtt3Client.builder()
                    .identifier("client")
                    .serverHost("127.0.0.1")
                    .serverPort(stage.server().port(Listener.MQTT))
                    .simpleAuth()
                    .username(Objects.requireNonNullElse(login.user(), "nobody"))
                    .password(Mail.bytes(Objects.requireNonNullElse(login.jwt(), String.valueOf(login.password()))))
                    .applySimpleAuth()
                    .buildBlocking();
            try {
                client.connect();
                client.disconnect();
                return true;
            } catch (Mqtt3ConnAckException refused) {
                return false;
            }
        }
    },
    COOKIES("websocket with cookies") {
        @Override
        boolean isIn(Stage stage, Login login) throws Exception {
            Map<String, String> cookies = new LinkedHashMap<>();
            put(cookies, "jwt", login.jwt());
            put(cookies, "user", login.user());
            put(cookies, "pass", login.password());
            put(cookies, "token", login.token());
            return CookieClient.isLetIn(stage.server().url(Listener.WEBSOCKET), cookies);
        }
    };

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Milliseconds, more than nats-server waits for an answer. */
    private static final String CONNECT_TIMEOUT = "6000";

    private final String row;

    ClientKind(String row) {
        this.row = row;
    }

    /** The first cell of its row. */
    String row() {
        return row;
    }

    abstract boolean isIn(Stage stage, Login login) throws Exception;

    static boolean byLibrary(Library library, Stage stage, Login login) {
        List<String> options = new ArrayList<>(login.options());
        options.addAll(List.of("--connect-timeout", CONNECT_TIMEOUT));
        try (ClientProgram program = library.start(stage, options.toArray(String[]::new))) {
            return program.await("connected|refused", 0, LIMIT).contains("connected");
        }
    }

    static boolean command(String url, List<String> options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Tools.find(ToolSpec.NATS).path().toString(), "-s", url));
        command.addAll(options);
        command.addAll(List.of("pub", "greeting", "hello"));
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "gatehouse-no-home");
        Map<String, String> nowhere = Map.of("HOME", home.toString(), "XDG_CONFIG_HOME", home.toString());
        try (OutsideProcess tool = OutsideProcess.start(Path.of("."), nowhere, command)) {
            return tool.awaitEnd() == 0;
        }
    }

    static void put(Map<String, String> cookies, String name, @Nullable String value) {
        if (value != null) {
            cookies.put(name, value);
        }
    }
}
