package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody reads the log of a service whose nats.url bears the password. */
abstract class PasswordInUrlAttack {
    private static final String PASSWORD = "p/w@s#s?1%hush";
    private static final String ESCAPED = "p%2Fw%40s%23s%3F1%25hush";

    @Test
    void noLineShowsThePassword() throws Exception {
        try (LogCapture log = LogCapture.of(Level.TRACE);
                Stage stage = Stage.config()
                        .serverConf(conf -> conf.replaceFirst(
                                "user: gatehouse, password: \"[^\"]*\"",
                                "user: gatehouse, password: \"" + PASSWORD + '"'))
                        .openWithoutService()) {
            String authority =
                    "gatehouse:" + ESCAPED + '@' + stage.server().url().replace("nats://", "");
            try (Service service = start(stage, "nats://" + authority)) {
                service.awaitUp();
                int mark = log.await(0, "Connected to nats-server nats://127.0.0.1:");
                stage.server().restart();
                mark = log.await(mark, "The connection to nats-server is lost");
                mark = log.await(mark, "Connected to nats-server");
                stage.server().stop();
                log.await(mark, "No connection to nats-server nats://127.0.0.1:");
            }
            assertThat(log.lines()).noneMatch(line -> line.contains("hush"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nats://gatehouse:%s@127.0.0.1:1", "nats://%s@127.0.0.1:1", "nats://a:1,tls://gatehouse:%s@b:x"})
    void noMistakeShowsThePassword(String url) throws Exception {
        try (Stage stage = Stage.config().openWithoutService()) {
            Cli cli = new Cli(stage.deployment().dir());
            int code =
                    cli.run("run", "-c", stage.deployment().settings().toString(), "--server", url.formatted(PASSWORD));
            assertThat(code).isNotZero();
            assertThat(cli.out() + cli.err()).contains("nats.url").doesNotContain("hush", "p/w");
        }
    }

    @Test
    void control_thePasswordIsWhatLetsTheServiceIn() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config().openWithoutService();
                Service service = start(
                        stage, "nats://gatehouse:wrong@" + stage.server().url().replace("nats://", ""))) {
            log.await(0, "No connection to nats-server nats://127.0.0.1:.*");
            assertThat(service.counters().requests()).isZero();
        }
    }

    /** Settings as init writes them, with the login in the URL alone. */
    private static Service start(Stage stage, String url) {
        return Service.start(new SettingsLoader(Map.of(), stage.deployment().dir())
                .option("nats.url", "--server", url)
                .option("nats.connect_timeout", "--set", "3s")
                .option("nats.reconnect_max_wait", "--set", "200ms")
                .option("http.listen", "--http", "off")
                .load(stage.deployment().settings()));
    }
}
