package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.admin.Health;
import io.gatehouse.admin.HealthMonitor;
import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.shared.SharedDirectories;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.service.revoke.LiveRevocation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A configuration that is looked at often, and whose secrets in files change at a bad moment. */
@Timeout(60)
class ReloaderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SigningKey ISSUER = SigningKey.generate(NkeyKind.ACCOUNT);
    private static final String WEB = "issuer: {seed: " + ISSUER.seed() + "}\n"
            + "config: {reload: 50ms}\n"
            + "directories:\n  web: {type: http, url: 'http://127.0.0.1:9/', auth: {token_file: web.token}}\n";

    @TempDir
    private Path dir;

    private final Logger logger = (Logger) LoggerFactory.getLogger(Reloader.class);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final ServiceCounters counters = new ServiceCounters();
    private final List<ReloadResult> results = new CopyOnWriteArrayList<>();

    /** When a configuration comes into force. */
    private Runnable onExchange = () -> {};

    @BeforeEach
    void listen() throws Exception {
        written.list = new CopyOnWriteArrayList<>();
        written.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(written);
        write("web.token", "first");
    }

    @AfterEach
    void stop() {
        logger.detachAppender(written);
        logger.setLevel(null);
    }

    /** In one step, so that no half-written file is read. */
    private void write(String name, String text) throws Exception {
        Path written = Files.writeString(dir.resolve("written"), text);
        Files.move(written, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> lines() {
        return written.list.stream()
                .filter(event -> event.getLevel() != Level.DEBUG)
                .map(ILoggingEvent::getFormattedMessage)
                .map(line -> line.replace(dir + "/", ""))
                .toList();
    }

    private void awaitLines(String... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines()).containsExactly(expected));
    }

    private GatehouseSettings load(String yaml) throws Exception {
        return new SettingsFolder(dir, Map.of()).load(yaml);
    }

    /** What a test does while the configuration is looked at. */
    private interface Meanwhile {
        void run(Reloader reloader) throws Exception;
    }

    private void reloading(GatehouseSettings settings, Meanwhile meanwhile) throws Exception {
        AnswerSizes sizes = new AnswerSizes(new ResponseJwt(ISSUER, null), false, () -> Integer.MAX_VALUE);
        HealthMonitor monitor = new HealthMonitor(counters, new Health(), 0);
        Policies policies =
                new Policies(new AllowedAccounts(settings.policy().allowedAccounts()), new RuleCertificates());
        Policy policy = policies.of(settings);
        try (PasswordChecks checks = new PasswordChecks(settings.passwords(), counters.passwords());
                Directories directories = new Directories(
                        checks, sizes, monitor, settings.nats(), SharedDirectories.none(), LiveRevocation.none())) {
            List<OpenDirectory> open = directories.start(settings.directories(), policy);
            InForce inForce = InForce.of(settings, policy, open, checks, counters, null);
            try (Reloader reloader = new Reloader(
                    inForce,
                    policies::of,
                    directories,
                    checks,
                    counters,
                    monitor,
                    (next, change) -> onExchange.run(),
                    (occasion, result) -> results.add(result),
                    Duration.ofMillis(200))) {
                meanwhile.run(reloader);
            }
        }
    }

    /** SIGHUP, or an admin request, may come after SIGTERM. */
    @Test
    void nothingIsReadAgainAfterItsEnd() throws Exception {
        reloading(load(WEB), reloader -> {
            reloader.close();

            assertThat(reloader.reload("SIGHUP").join().problems()).containsExactly("the service is stopping");
            assertThat(lines()).containsExactly("SIGHUP: nothing is read again, the service is stopping");
        });
    }

    /** SIGTERM may come while a directory that is opened waits for its backend. */
    @Test
    void whatIsReadWhileTheServiceIsStoppedIsNotSaidToBeInForce() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String more = WEB + "  more: {type: http, url: 'http://127.0.0.1:" + silent.getLocalPort() + "/'}\n";
            reloading(load(WEB), reloader -> {
                InForce before = reloader.inForce();
                write("gatehouse.yaml", more);
                try (Socket asked = silent.accept()) {
                    assertThat(asked.isConnected()).isTrue();
                    reloader.close();
                }

                assertThat(reloader.inForce()).isSameAs(before);
                assertThat(lines())
                        .containsExactly(
                                "reading the configuration again: the file has changed",
                                "the file has changed: nothing of what was read is taken, the service is stopping");
                assertThat(results)
                        .singleElement()
                        .satisfies(result -> assertThat(result.changed()).isEmpty())
                        .satisfies(result -> assertThat(result.problems()).containsExactly("the service is stopping"));
            });
        }
    }

    @Test
    void whatComesIntoForceJustWhenTheServiceIsStoppedIsNoMistake() throws Exception {
        reloading(load(WEB), reloader -> {
            onExchange = reloader::close;
            write("web.token", "second");

            awaitLines(
                    "reading the configuration again: web.token has changed",
                    "the configuration is in force with these changes: directories.web.auth.token_file");
        });
    }

    /** Its content is looked at only after the directories were opened, which may take seconds. */
    @Test
    void aSecretThatIsReplacedWhileTheServiceStartsIsTaken() throws Exception {
        GatehouseSettings settings = load(WEB);
        write("web.token", "second");

        reloading(
                settings,
                reloader -> awaitLines(
                        "reading the configuration again: web.token has changed",
                        "the configuration is in force with these changes: directories.web.auth.token_file"));
    }

    @Test
    void aSecretThatIsAsItWasReadIsNoChange() throws Exception {
        reloading(load(WEB), reloader -> {
            InForce before = reloader.inForce();
            await().atMost(PATIENCE)
                    .until(() -> written.list.stream().anyMatch(event -> event.getLevel() == Level.DEBUG));
            assertThat(reloader.inForce()).isSameAs(before);
            assertThat(lines()).isEmpty();

            write("web.token", "second");
            awaitLines(
                    "reading the configuration again: web.token has changed",
                    "the configuration is in force with these changes: directories.web.auth.token_file");
        });
    }

    /** Nobody looks at a file that the configuration in force does not name. */
    @Test
    void aConfigurationThatLacksASecretIsTakenOnceTheSecretIsThere() throws Exception {
        String changed = "reading the configuration again: the file has changed";
        String refused = "the configuration cannot be used, and nothing of it is taken: the one before stays in force";
        String twice = WEB + "  more: {type: http, url: 'http://127.0.0.1:9/', auth: {token_file: more.token}}\n";
        reloading(load(WEB), reloader -> {
            write("gatehouse.yaml", twice);
            await().atMost(PATIENCE).until(() -> lines().size() == 3);
            List<String> problem = lines().subList(0, 3);
            assertThat(problem).startsWith(changed, refused).last().asString().contains("more.token");
            assertThat(counters.configuration().isSuccessful()).isFalse();

            write("more.token", "first");
            await().atMost(PATIENCE).until(() -> lines().size() >= 5);
            assertThat(lines().get(3)).isEqualTo("reading the configuration again: it could not be used");
            assertThat(lines().get(4))
                    .startsWith("the configuration is in force with these changes: directories.more.");
            assertThat(counters.configuration().isSuccessful()).isTrue();
        });
    }
}
