package io.gatehouse.cli;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.NatsServerException;
import io.gatehouse.testbed.junit.ServerUnderTest;
import io.gatehouse.testbed.tools.FileTree;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One nats-server in config mode, with a callout that lets in whom a test wants; and stages of the same server. */
@SuppressWarnings("try") // closing may be interrupted
final class ServerRig implements AutoCloseable {
    private static final String PASSWORD = "p";

    private final ServerUnderTest nats;
    private final Path folder;
    private final Stage stage;
    private final Map<String, UserClaims> users = new ConcurrentHashMap<>();
    private final PlainCallout callout;

    private ServerRig(ServerUnderTest nats) throws Exception {
        this.nats = nats;
        this.folder = Files.createTempDirectory("gatehouse-rig-");
        this.stage = Stage.config().xkey(false).on(nats).openWithoutService();
        this.callout = PlainCallout.on(stage, users);
    }

    static ServerRig on(ServerUnderTest nats) throws Exception {
        return new ServerRig(nats);
    }

    /** Claims of a user of APP1. */
    static UserClaims user(UserClaims.Body body) {
        return new UserClaims("named here", "APP1", null, body, List.of());
    }

    static UserClaims.Body limits(Limits limits) {
        return new UserClaims.Body(Permissions.NONE, limits, false, false, List.of());
    }

    static UserClaims.Body types(String... types) {
        return new UserClaims.Body(Permissions.NONE, Limits.NONE, false, false, List.of(types));
    }

    boolean letsIn(UserClaims claims) throws Exception {
        return letsIn("anybody", claims);
    }

    boolean letsIn(String name, UserClaims claims) throws Exception {
        users.put(name, claims);
        try (LineClient client = LineClient.at(stage.server().port())) {
            return client.login(name, PASSWORD).isIn();
        }
    }

    /** Whether the server has an objection to what a user sends once it is in. */
    boolean complains(UserClaims claims, String sent) throws Exception {
        try (LineClient client = in(claims)) {
            return !client.send(sent + "\r\nPING").untilWord().equals("PONG");
        }
    }

    /** What CONNZ tells while a user is in. */
    String connections(UserClaims claims) throws Exception {
        String password = Files.readString(stage.deployment().sysPassword()).strip();
        try (LineClient client = in(claims);
                Connection system =
                        Nats.connect(stage.clear().userInfo("sys", password).build())) {
            byte[] question = "{\"auth\":true}".getBytes(StandardCharsets.UTF_8);
            String answer = Mail.text(system.request("$SYS.REQ.SERVER.PING.CONNZ", question, Mail.SOON)
                    .getData());
            client.send("PING");
            return answer;
        }
    }

    private LineClient in(UserClaims claims) throws Exception {
        users.put("anybody", claims);
        LineClient client = LineClient.at(stage.server().port()).login("anybody", PASSWORD);
        if (!client.isIn()) {
            throw new AssertionError("not let in");
        }
        return client;
    }

    /** Whether a user whom Gatehouse let in is still there when the server has read its changed file again. */
    boolean survivesReload(Stage.Builder builder) throws Exception {
        try (Stage own = builder.on(nats).open();
                LineClient alice = LineClient.at(own.server().port())) {
            if (!alice.connect(sentinel(own) + "\"user\":\"alice\",\"pass\":\"alice\"")
                    .isIn()) {
                throw new AssertionError("not let in");
            }
            Path conf = own.deployment().serverConf();
            Files.writeString(conf, Files.readString(conf) + "\nwrite_deadline: \"11s\"\n");
            own.server().reload();
            return alice.send("PING").untilWord().equals("PONG");
        }
    }

    /** Whether the server starts with a default sentinel. */
    boolean knowsDefaultSentinel() throws IOException {
        try (Stage own = Stage.operator().defaultSentinel().on(nats).openWithoutService()) {
            return own.server().isRunning();
        } catch (NatsServerException e) {
            return false;
        }
    }

    /** What the server says to a client in operator mode, with nobody there to answer. */
    String saidInSilence() throws Exception {
        try (Stage own = Stage.operator().on(nats).openWithoutService();
                LineClient alice = LineClient.at(own.server().port())) {
            return alice.connect(sentinel(own) + "\"user\":\"alice\",\"pass\":\"alice\"")
                    .untilWord();
        }
    }

    /** What the server logs when Gatehouse refuses a client in operator mode. */
    List<String> loggedAtRefusal() throws Exception {
        try (Stage own = Stage.operator().on(nats).open()) {
            long mark = own.server().log().mark();
            Refusal.of(own.as("alice", "wrong"), own, "returned an error: gatehouse: bad_credentials");
            own.server().reload(); // its own line comes behind all of the refusal's
            return own.server().log().linesAfter(mark);
        }
    }

    private static String sentinel(Stage stage) throws Exception {
        Path creds = stage.sentinel();
        return creds == null
                ? ""
                : "\"jwt\":\"" + CredsFile.parse(Files.readString(creds)).jwt() + "\",";
    }

    /** An {@code auth_callout} block with something more in it. */
    static String callout(String more) {
        return """
                accounts { AUTH: { users: [ { user: gatehouse, password: p } ] }, APP: {} }
                authorization {
                  auth_callout {
                    issuer: %s, account: AUTH, auth_users: [ gatehouse ]
                    %s
                  }
                }
                """.formatted(SigningKey.generate(NkeyKind.ACCOUNT).publicKey(), more);
    }

    /** Whether the server takes a configuration. */
    boolean reads(String conf) throws Exception {
        return reads(conf, Map.of());
    }

    boolean readsInFipsMode(String conf) throws Exception {
        if (!reads(conf)) {
            throw new AssertionError("not even in the usual mode");
        }
        return reads(conf, Map.of("GODEBUG", "fips140=on"));
    }

    boolean readsWithTls(String setting) throws Exception {
        TestPki pki = TestPki.create(Files.createDirectory(folder.resolve("pki")));
        String files = "cert_file: \"%s\", key_file: \"%s\", ca_file: \"%s\""
                .formatted(pki.cert("server"), pki.key("server"), pki.cert("ca"));
        if (!reads("tls { " + files + ", verify: true }")) {
            throw new AssertionError("not even verify: true");
        }
        return reads("tls { " + files + ", " + setting + " }");
    }

    private boolean reads(String conf, Map<String, String> variables) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("server.conf"), conf);
        List<String> command = new ArrayList<>(List.of(nats.binary().path().toString(), "-t", "-c", file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().putAll(variables);
        return builder.start().waitFor() == 0;
    }

    @Override
    public void close() throws InterruptedException {
        callout.close();
        stage.close();
        FileTree.delete(folder);
    }
}
