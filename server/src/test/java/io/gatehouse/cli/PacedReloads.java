package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A service whose configuration changes while a user logs in 200 times a second, or as often as the machine can begin; none of these logins
 * may be lost.
 */
final class PacedReloads implements AutoCloseable {
    /** The directory in front of the other, of a file that is there; without it {@code sensor} cannot log in. */
    static final String DEVICES = "  devices:\n    type: file\n    path: devices.json\n";

    static final String TOKEN = "0123456789abcdef";

    private static final String STAFF_JSON =
            "{\"anna\": {\"pass\": \"a1\", \"account\": \"APP1\"}, \"both\": {\"pass\": \"first\", \"account\": \"APP1\"}}";
    private static final String DEVICES_JSON =
            "{\"sensor\": {\"pass\": \"s1\", \"account\": \"APP2\"}, \"both\": {\"pass\": \"second\", \"account\": \"APP2\"}}";

    private static final int A_SECOND = 200;

    private static final int SOME = 40;
    private static final String FORCE = "INFO the configuration is in force with these changes: ";
    private static final String REFUSED = "ERROR the configuration cannot be used, and nothing of it is taken";

    private final LogCapture log;
    private final Stage stage;
    private final Path file;
    private final String yaml;
    private final PacedLogins logins;

    private PacedReloads(LogCapture log, Stage stage, String user, String password) throws Exception {
        this.log = log;
        this.stage = stage;
        this.file = stage.deployment().settings();
        this.yaml = Files.readString(file);
        this.logins = PacedLogins.start(stage, user, password, A_SECOND);
    }

    /** Users {@code anna} and {@code both} of APP1; {@code sensor} and another {@code both} of APP2 in {@link #DEVICES}. */
    static Stage.Builder staff(Stage.Builder builder) {
        return builder.users(STAFF_JSON)
                .prepared(deployment -> Files.writeString(deployment.dir().resolve("devices.json"), DEVICES_JSON));
    }

    /** Starts all of it; {@code anna} logs in. */
    static PacedReloads open(Stage.Builder builder) throws Exception {
        return open(builder, "anna", "a1", "20ms");
    }

    /**
     * Starts all of it.
     *
     * @param user who logs in all the time
     * @param every how often the configuration is looked at
     */
    static PacedReloads open(Stage.Builder builder, String user, String password, String every) throws Exception {
        LogCapture log = LogCapture.of(Level.INFO);
        try {
            Stage stage = builder.set("http.listen", "127.0.0.1:0")
                    .admin(TOKEN)
                    .set("config.reload", every)
                    .open();
            return new PacedReloads(log, stage, user, password);
        } catch (Exception e) {
            log.close();
            throw e;
        }
    }

    LogCapture log() {
        return log;
    }

    Stage stage() {
        return stage;
    }

    Path file() {
        return file;
    }

    /** What the configuration began with. */
    String yaml() {
        return yaml;
    }

    /** The same with directories in front of the others. */
    String with(String directories) {
        return yaml.replace("directories:\n", "directories:\n" + directories);
    }

    /** A file that is written beside the other, and moved over it. */
    void replace(String changed) throws Exception {
        Path next = Files.writeString(file.resolveSibling("next.yaml"), changed);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What is done to the configuration. */
    interface Change {
        void run() throws Exception;
    }

    /** Replaces the configuration, and waits until the log says what is in force. */
    void take(String says, String changed) throws Exception {
        take(says, () -> replace(changed));
    }

    /** Makes a change, and waits until the log says that it is in force. */
    void take(String says, Change change) throws Exception {
        int before = log.mark();
        change.run();
        log.await(before, FORCE + says);
        logins.awaitMore(SOME);
        assertThat(logins.lost()).as(says).isEmpty();
    }

    /** Makes a change, and asserts that it is refused with these words; then the configuration is as it was at first. */
    void refuse(String kind, String says, Change change) throws Exception {
        int before = log.mark();
        change.run();
        int refused = log.await(before, REFUSED);
        log.await(refused, "ERROR .*(" + says + ")");
        assertStands(false);
        logins.awaitMore(SOME);
        mayNotLogIn("sensor", "s1");
        repair();
        assertThat(logins.lost()).as(kind).isEmpty();
    }

    /**
     * Writes something else into a file beside the configuration, asserts that it is refused with these words, and puts back what was
     * in it.
     *
     * @param text null to delete it
     */
    void refuseFile(String says, Path other, @Nullable String text) throws Exception {
        String good = Files.readString(other);
        int before = log.mark();
        exchange(other, text);
        int refused = log.await(before, REFUSED);
        log.await(refused, "ERROR .*" + says);
        assertStands(false);
        logins.awaitMore(SOME);
        int repaired = log.mark();
        exchange(other, good);
        log.await(repaired, "INFO the configuration is in force as it was");
        assertStands(true);
        assertThat(logins.lost()).as(says).isEmpty();
    }

    private static void exchange(Path file, @Nullable String text) throws Exception {
        if (text == null) {
            Files.delete(file);
            return;
        }
        Path next = Files.writeString(file.resolveSibling("exchanged"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void repair() throws Exception {
        int before = log.mark();
        if (Files.isDirectory(file)) {
            Files.delete(file);
        }
        replace(yaml);
        log.await(before, "INFO the configuration is in force as it was");
        assertStands(true);
    }

    private void assertStands(boolean good) throws Exception {
        Pages pages = Pages.of(stage.service());
        assertThat(pages.metric("gatehouse_config_last_reload_successful")).isEqualTo(good ? 1 : 0);
        HttpResponse<String> ready = pages.get("/readyz");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body().contains("\"configuration\":\"the configuration cannot be used"))
                .isEqualTo(!good);
    }

    void mayLogIn(String user, String password) throws Exception {
        Client client = new Client(stage.as(user, password));
        client.close();
    }

    /** Asserts that a login is refused, or gets no answer. */
    void mayNotLogIn(String user, String password) {
        assertThat(Refusal.said(stage.as(user, password))).containsIgnoringCase("authorization");
    }

    @Override
    public void close() {
        try {
            logins.awaitMore(SOME);
            logins.close();
            assertThat(logins.lost()).isEmpty();
            assertThat(logins.unaccounted()).isZero();
        } finally {
            stage.close();
            log.close();
        }
    }
}
