package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.cli.EveryDirectory.Named;
import io.gatehouse.drops.Drop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service with {@link EveryDirectory} whose configuration changes while clients of all of these log in, 200 times a second together,
 * and nobody's identity is remembered; none of these logins may be lost. Servers and service wait as long as by default.
 */
final class RemoteReloads implements AutoCloseable {
    /** Those whose clients log in all the time. */
    private static final List<Named> STREAM = List.of(
            Named.SSO, Named.PODS, Named.PARTNERS, Named.PEOPLE, Named.STAFF, Named.WEB, Named.MACHINES, Named.USERS);

    /** On a machine that has no time for it, logins are few, and those that the service sheds for lack of time are not counted as lost. */
    private static final boolean BUSY = Boolean.getBoolean("gatehouse.reload.busy");

    private static final int A_SECOND = BUSY ? 20 : 200;

    /** Two of each at least. */
    private static final int SOME = Math.max(2 * STREAM.size(), A_SECOND / 3);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FORCE = "INFO the configuration is in force with these changes: ";
    private static final String REFUSED = "ERROR the configuration cannot be used, and nothing of it is taken";
    private static final String LATE = "{\"late\": {\"pass\": \"l1\", \"account\": \"USERS\"}}";

    private final LogCapture log = LogCapture.of(Level.INFO);
    private final EveryDirectoryStage every;
    private final RemoteLogins clients;
    private final PacedLogins logins;
    private final Path file;
    private final String yaml;

    private RemoteReloads(EveryDirectory directories) throws Exception {
        every = EveryDirectoryStage.start(
                directories,
                stage -> stage.prepared(
                                deployment -> Files.writeString(deployment.dir().resolve("late.json"), LATE))
                        .set("config.reload", "20ms"));
        file = every.stage().deployment().settings();
        yaml = Files.readString(file);
        clients = new RemoteLogins(directories, every.stage(), STREAM);
        logins = PacedLogins.start(clients, A_SECOND);
    }

    static RemoteReloads open(Path folder) throws Exception {
        return new RemoteReloads(EveryDirectory.withPods(folder));
    }

    EveryDirectory directories() {
        return every.directories();
    }

    Stage stage() {
        return every.stage();
    }

    /** What the configuration began with. */
    String yaml() {
        return yaml;
    }

    /** A file beside it. */
    Path beside(String name) {
        return file.resolveSibling(name);
    }

    /** A directory as it is configured, and the rule of its name not. */
    String block(Named directory) {
        Matcher block = Pattern.compile("(?m)^  " + directory.word() + ":\\n(    .*\\n)+")
                .matcher(yaml);
        assertThat(block.find()).isTrue();
        return block.group();
    }

    /** Without a directory, and the rule of the same name. */
    String without(Named directory) {
        return yaml.replaceAll("(?m)^  " + directory.word() + ":\\n(    .*\\n)+", "");
    }

    /** With other settings of a directory. */
    String with(Named directory, String from, String to) {
        String block = block(directory);
        assertThat(block).contains(from);
        return yaml.replace(block, block.replace(from, to));
    }

    private static void replace(Path file, String text) throws Exception {
        Path next = Files.writeString(file.resolveSibling("written"), text);
        Path unused = Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Replaces the configuration, and waits until the log says that this path is in force; all log in meanwhile, and after it. */
    void take(String path, String changed) throws Exception {
        take(path, file, changed);
    }

    /** The same with a file beside it. */
    void take(String path, Path other, String changed) throws Exception {
        int before = log.mark();
        replace(other, changed);
        log.await(before, FORCE + ".*" + path);
        goOn(path);
    }

    /** The same where clients of the directory do not log in until it is there again. */
    void takeWithout(Named directory) throws Exception {
        clients.pause(directory);
        String type = "directories." + directory.word() + ".type";
        take(type, without(directory));
        every.assertRefusesStranger(directory);
        Refusal.of(every.directories().client(stage(), directory));
        take(type, yaml);
        every.logIn(directory);
        clients.resume(directory);
        goOn(type);
    }

    /** Takes each of these, by a path that changes, and has what it began with again. */
    void takeAll(Map<String, String> good) throws Exception {
        for (Map.Entry<String, String> one : good.entrySet()) {
            take(one.getKey(), one.getValue());
        }
        take("", yaml);
    }

    /** Asserts that each is refused with these words, and that nothing of it is taken; a directory that is added is not. */
    void refuseAll(Map<String, String> bad) throws Exception {
        for (Map.Entry<String, String> one : bad.entrySet()) {
            refuse(one.getKey(), one.getValue());
        }
    }

    private void refuse(String says, String changed) throws Exception {
        int before = log.mark();
        replace(file, changed.replace("directories:\n", "directories:\n  late: {type: file, path: late.json}\n"));
        int refused = log.await(before, REFUSED);
        log.await(refused, "ERROR .*gatehouse.yaml:\\d+:\\d+: " + says);
        assertStands(false);
        goOn(says);
        assertThat(log.lines().subList(refused, log.mark()))
                .filteredOn(line -> line.startsWith("ERROR "))
                .as("each problem is said once")
                .doesNotHaveDuplicates();
        Refusal.of(stage().as("late", "l1"));

        int repaired = log.mark();
        replace(file, yaml);
        log.await(repaired, "INFO the configuration is in force as it was");
        assertStands(true);
    }

    private void assertStands(boolean good) throws Exception {
        Pages pages = Pages.of(stage().service());
        assertThat(pages.metric("gatehouse_config_last_reload_successful")).isEqualTo(good ? 1 : 0);
        assertThat(pages.get("/readyz").statusCode()).isEqualTo(200);
    }

    private void goOn(String says) {
        long wanted = clients.succeeded() + SOME;
        await().atMost(PATIENCE).until(() -> clients.succeeded() >= wanted);
        assertNoneLost(says);
    }

    private void assertNoneLost(String says) {
        long shed = BUSY ? stage().service().counters().drops(Drop.SHED) : 0;
        assertThat(logins.lost()).as(says).hasSizeLessThanOrEqualTo((int) shed);
    }

    /** What has been logged. */
    List<String> lines() {
        return log.lines();
    }

    @Override
    public void close() {
        try {
            logins.close();
            assertNoneLost("at the end");
        } finally {
            every.close();
            log.close();
        }
    }
}
