package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.cli.FiveDirectories.Named;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What directories read changes while a user logs in 200 times a second, whom each of them is asked about: what cannot be used changes
 * nothing, what can is taken, and none of these logins is lost.
 */
@Tag("heavy")
@AgainstNatsServer
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class DirectoryReloadIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int A_SECOND = 200;
    private static final int SOME = 40;
    private static final String OFTEN = "20ms";
    private static final SigningKey ROBOT = SigningKey.generate(NkeyKind.USER);
    private static final SigningKey PRESS = SigningKey.generate(NkeyKind.USER);

    @TempDir
    private static Path folder;

    private static FiveDirectories directories;
    private static LogCapture log;
    private static Stage stage;
    private static PacedLogins logins;

    @BeforeAll
    static void open() throws Exception {
        log = LogCapture.of(Level.INFO);
        directories = FiveDirectories.in(folder);
        write(machines(), machine("robot", ROBOT));
        stage = directories
                .stage()
                .set(
                        "directories.devices.crl.files",
                        directories.pki().revoke(tomorrow()).toString())
                .set("directories.devices.crl.reload", OFTEN)
                .set("directories.machines.path", machines().toString())
                .set("directories.machines.reload", OFTEN)
                .set("directories.api.reload", OFTEN)
                .set("directories.users.reload", OFTEN)
                .openWithoutService();
        try (Connection admin = FiveDirectories.admin(stage)) {
            FiveDirectories.fill(admin, 1);
        }
        stage.startService();
        await().atMost(PATIENCE).until(() -> FiveDirectories.isFollowed(Pages.of(stage.service())));
        logins = PacedLogins.start(stage, "fred", "f1", A_SECOND);
    }

    @AfterAll
    static void close() {
        try {
            logins.close();
            assertThat(logins.lost()).isEmpty();
        } finally {
            stage.close();
            log.close();
        }
    }

    private static Instant tomorrow() {
        return Instant.now().plus(1, ChronoUnit.DAYS);
    }

    private static Path machines() {
        return folder.resolve("machines.json");
    }

    private static String machine(String name, SigningKey key) {
        return "{\"" + name + "\": {\"nkey\": \"" + key.publicKey() + "\", \"account\": \"MACHINES\"}}";
    }

    /** @param text null to delete the file */
    private static void write(Path file, @Nullable String text) throws IOException {
        if (text == null) {
            Files.delete(file);
            return;
        }
        Path next = Files.writeString(file.resolveSibling("written"), text);
        Path unused = Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private interface Change {
        void run() throws Exception;
    }

    /** Makes a change, and asserts that it is complained of and everybody logs in as before. */
    private static void refuse(Change bad) throws Exception {
        ServiceCounters counters = stage.service().counters();
        long before = counters.failedReloads();
        bad.run();
        await().atMost(PATIENCE).until(() -> counters.failedReloads() > before);
        everybodyLogsIn();
    }

    private static void refuse(Path file, @Nullable String bad) throws Exception {
        refuse(() -> write(file, bad));
    }

    /** Makes a change, and waits until it is in force. */
    private static void take(Change good) throws Exception {
        ServiceCounters counters = stage.service().counters();
        long before = counters.reloads();
        good.run();
        await().atMost(PATIENCE).until(() -> counters.reloads() > before);
        everybodyLogsIn();
    }

    private static void everybodyLogsIn() throws Exception {
        for (Named each : Named.values()) {
            directories.logIn(stage, each).close();
        }
        logins.awaitMore(SOME);
        assertThat(logins.lost()).isEmpty();
    }

    private static void logIn(Options.Builder client) throws Exception {
        Client connected = new Client(client);
        connected.close();
    }

    private static Options.Builder as(SigningKey key) {
        return stage.clear().authHandler(Nats.staticCredentials(null, key.seed().toCharArray()));
    }

    @Test
    void usersOfAFile() throws Exception {
        Path users = stage.deployment().users();
        String good = Files.readString(users);
        refuse(users, good.substring(0, good.length() / 2));
        refuse(users, "{\"fred\": {\"pas\": \"f2\"}}");
        refuse(users, "");
        refuse(users, null);
        take(() -> write(users, good.replaceFirst("\\{", "{\"gina\": {\"pass\": \"g2\", \"account\": \"USERS\"}, ")));
        logIn(stage.as("gina", "g2"));
    }

    @Test
    void tokensOfAFile() throws Exception {
        Path tokens = directories.tokens();
        String good = Files.readString(tokens);
        refuse(tokens, good.substring(0, good.length() / 2));
        refuse(tokens, "{\"0A1b2C3d4E\": {\"name\": \"robot\"}}");
        refuse(tokens, null);
        take(() -> write(tokens, good));
        Cli cli = new Cli(folder);
        take(() -> assertThat(cli.run("tokens", "issue", "--file", "tokens.json", "--name", "two", "--account", "API"))
                .isZero());
        logIn(stage.clear().token(cli.out().strip().toCharArray()));
    }

    @Test
    void nkeysOfAFile() throws Exception {
        logIn(as(ROBOT));
        refuse(machines(), machine("robot", ROBOT).substring(0, 20));
        refuse(machines(), machine("robot", ROBOT).replace("\"U", "\"A"));
        refuse(machines(), null);
        logIn(as(ROBOT));
        take(() -> write(machines(), machine("press", PRESS)));
        logIn(as(PRESS));
        Refusal.of(as(ROBOT));
    }

    @Test
    void revocationLists() throws Exception {
        Path list = directories.pki().file("clients.crl");
        String good = Files.readString(list);
        refuse(list, good.substring(0, good.length() / 2));
        refuse(list, "no list\n");
        refuse(list, null);
        take(() -> {
            Path unused = directories.pki().revoke(tomorrow(), directories.pki().client("lost"));
        });
    }

    /** Of a bucket a record is taken or not by itself. */
    @Test
    void usersOfABucket() throws Exception {
        try (Connection admin = FiveDirectories.admin(stage)) {
            KeyValue users = admin.keyValue("USERS");
            int before = log.mark();
            users.put("s-torn", "{\"pass\": ");
            log.await(before, "(WARN|ERROR) .*s-torn");
            everybodyLogsIn();
            users.put("s-torn", "{\"pass\": \"t1\", \"account\": \"STAFF\"}");
            await().atMost(PATIENCE)
                    .until(() -> Pages.of(stage.service())
                                    .metric("gatehouse_directory_users{directory=\"staff\",type=\"kv\"}")
                            == 3);
            logIn(stage.as("s-torn", "t1"));
            everybodyLogsIn();
        }
    }
}
