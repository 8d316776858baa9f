package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A nats-server that is there, and does nothing any more. */
@Tag("heavy")
@AgainstNatsServer
class HungServerIT {
    @TempDir
    private java.nio.file.Path dir;

    @Test
    void aServerThatHangsIsNoticedWithinSeconds() throws Exception {
        assertNoticed(Stage.config());
    }

    @Test
    void soItIsBehindTls() throws Exception {
        TestPki pki = TestPki.create(dir);
        assertNoticed(Stage.config()
                .tls()
                .set("nats.tls.ca", pki.cert("ca").toString())
                .serverConf(conf -> conf + """

                tls { cert_file: "%s", key_file: "%s" }
                """.formatted(pki.cert("server"), pki.key("server"))));
    }

    private static void assertNoticed(Stage.Builder builder) throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = builder.open()) {
            int mark = log.mark();
            long begin = System.nanoTime();
            stage.server().suspend();
            try {
                mark = log.await(
                        mark, "^WARN The connection to nats-server is lost.*nothing has come from it for 4000 ms");
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
                mark = log.await(mark, "^WARN No connection to nats-server .*: no answer in time");
            } finally {
                stage.server().resume();
            }
            log.await(mark, "^INFO Connected to nats-server");
        }
    }

    @Test
    void aServerThatHasNothingToSayIsAlive() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .set("nats.ping_interval", "200ms")
                        .set("nats.ping_max", "20")
                        .serverConf(conf -> conf + "\ntrace: true\n")
                        .open()) {
            long mark = stage.server().log().mark();
            for (int pings = 0; pings < 30; pings++) {
                String regex = "<<- \\[PING]";
                stage.server().log().awaitAfter(mark, regex);
                mark = stage.server().log().mark();
            }
            assertThat(log.lines()).noneMatch(line -> line.contains("lost"));
        }
    }
}
