package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.sessions.SessionQuery;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.ServerLog;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A cluster of three servers, with two instances at the first two of them, and clients at the third. */
@SuppressWarnings("try") // closing may be interrupted
public final class RevocationStage implements AutoCloseable {
    /** What instances' messages are sealed under. */
    public static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int SERVERS = 3;
    private static final int SEVERAL = 10;
    private static final Pattern REFUSED = Pattern.compile("gatehouse: bad_credentials");

    private final Stage stage;
    private final List<NatsServer> peers = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private Map<String, String> more = Map.of();

    private RevocationStage(Stage stage) {
        this.stage = stage;
    }

    /**
     * Starts servers and instances, and waits until these can close sessions.
     *
     * @param more settings of both instances
     */
    public static RevocationStage open(String users, Map<String, String> more) throws Exception {
        return open(Stage.config().users(users), more);
    }

    /** The same of a deployment in config mode, which the first server and its two peers are of. */
    static RevocationStage open(Stage.Builder first, Map<String, String> more) throws Exception {
        RevocationStage opened = new RevocationStage(
                first.serverConf(conf -> conf + "server_name: n0\ncluster { name: c, listen: \"127.0.0.1:-1\" }\n")
                        .openWithoutService());
        try {
            opened.begin(more);
            return opened;
        } catch (Exception | Error e) {
            opened.close();
            throw e;
        }
    }

    private void begin(Map<String, String> more) throws Exception {
        for (int i = 1; i < SERVERS; i++) {
            peers.add(peer("n" + i));
        }
        try (SystemAccess access = access()) {
            await().atMost(PATIENCE)
                    .until(() -> access.sessions()
                                    .all(SessionQuery.ALL)
                                    .join()
                                    .coverage()
                                    .answered()
                            == SERVERS);
        }
        this.more = Map.copyOf(more);
        for (int i = 0; i < 2; i++) {
            services.add(service(server(i), more));
        }
        awaitServices();
    }

    private void awaitServices() {
        await().atMost(PATIENCE)
                .until(() -> services.stream()
                        .allMatch(one ->
                                one.isUp() && one.counters().revocations().isConnected()));
        for (int i = 0; i < SERVERS; i++) {
            int server = i;
            await().atMost(PATIENCE).until(() -> isAnswered(server));
        }
    }

    /** Whether a login at a server is answered: a server without an instance learns a moment later where there is one. */
    private boolean isAnswered(int server) {
        ServerLog log = server(server).log();
        long mark = log.mark();
        return !isLetIn(server, "nobody-yet", "none")
                && log.find(REFUSED, mark, Duration.ofSeconds(1)).isPresent();
    }

    /** Stops both instances, so that nobody remembers anything, and starts others in their places. */
    void restart() throws Exception {
        restart(() -> {});
    }

    /** @param meanwhile what happens while there is no instance */
    void restart(RevokedClient.Action meanwhile) throws Exception {
        services.forEach(Service::close);
        meanwhile.run();
        for (int i = 0; i < 2; i++) {
            services.set(i, service(server(i), more));
        }
        awaitServices();
    }

    private NatsServer peer(String name) throws IOException {
        String route = ", routes: [ \"nats://127.0.0.1:" + stage.server().port(Listener.CLUSTER) + "\" ] }";
        String conf = Files.readString(stage.deployment().serverConf())
                .replace("server_name: n0", "server_name: " + name)
                .replace("listen: \"127.0.0.1:-1\" }", "listen: \"127.0.0.1:-1\"" + route);
        Path file = stage.deployment().dir().resolve(name + ".conf");
        return NatsServer.start(stage.server().binary(), NatsServerConfig.file(Files.writeString(file, conf)));
    }

    private Service service(NatsServer server, Map<String, String> more) {
        SettingsLoader loader = new SettingsLoader(Map.of(), stage.deployment().dir())
                .option("nats.url", "--server", server.url())
                .option("nats.connect_timeout", "--set", "10s")
                .option("http.listen", "--http", "127.0.0.1:0")
                .option("http.admin_token", "--set", "a-token-for-tests")
                .option("http.admin_listen", "--set", "127.0.0.1:0")
                .option("revocation.nats.user", "--set", "sys")
                .option("revocation.nats.password", "--set", sysPassword())
                .option("revocation.secret", "--set", SECRET);
        more.forEach((key, value) -> loader.option(key, "--set", value));
        return Service.start(loader.load(stage.deployment().settings()));
    }

    /** The password of the user of the system account. */
    String sysPassword() {
        try {
            return Files.readString(stage.deployment().sysPassword()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Stage stage() {
        return stage;
    }

    public NatsServer server(int index) {
        return index == 0 ? stage.server() : peers.get(index - 1);
    }

    public Service service(int index) {
        return services.get(index);
    }

    /** As the user of the system account. */
    SystemAccess access() throws Exception {
        return SystemAccess.open(new SettingsLoader(Map.of(), stage.deployment().dir())
                .option("nats.url", "--server", stage.server().url())
                .option("nats.connect_timeout", "--set", "10s")
                .option("nats.user", "--set", "sys")
                .option("nats.password", "--set", sysPassword())
                .load(stage.deployment().settings())
                .nats());
    }

    /** What a client at a server sets to log in as a user. */
    public Options.Builder at(int server, String user, String password) {
        return stage.at(server(server).url()).userInfo(user, password);
    }

    /** Whether a user is let in at a server; the client leaves at once. */
    boolean isLetIn(int server, String user, String password) {
        try (RawLogin login = RawLogin.of(server(server).port(), user, password)) {
            return login != null;
        }
    }

    /** Whether neither instance lets a user in: each hears of a change by itself, and several logins come to both. */
    boolean isKeptOut(int server, String user, String password) {
        return IntStream.range(0, SEVERAL).noneMatch(i -> isLetIn(server, user, password));
    }

    /** How often each instance has read something of its directories. */
    List<Long> reloads() {
        return services.stream().map(one -> one.counters().reloads()).toList();
    }

    /** Waits until each instance has read something since then: a test that begins before would see the effects. */
    void awaitReloads(List<Long> before) {
        await().atMost(PATIENCE)
                .until(() -> IntStream.range(0, services.size())
                        .allMatch(i -> reloads().get(i) > before.get(i)));
    }

    /** Makes an admin request of an instance; the body of its answer. */
    String revoke(int instance, String body) throws Exception {
        return AdminPost.to(Pages.ofAdmin(services.get(instance)).address(), "/-/revoke", "a-token-for-tests", body);
    }

    @Override
    public void close() {
        services.forEach(Service::close);
        peers.forEach(NatsServer::close);
        stage.close();
    }
}
