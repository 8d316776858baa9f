package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerBinary;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everybody may the same with Gatehouse's answers as with the server's own users before. */
@AgainstNatsServer
class ImportedRightsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String ORDERS = """
            default_permissions: {publish: {deny: "orders.secret"}, subscribe: "news.>"}
            users: [
              {user: free, password: p, permissions: {}}
              {user: plain, password: p}
              {user: limited, password: p, permissions: {
                publish: {allow: ["orders.>"], deny: ["orders.secret"]}
                subscribe: {allow: ["news.*", "_INBOX.>"], deny: "news.internal"}}}
              {user: publisher, password: p, permissions: {publish: "orders.*"}}
              {user: listener, password: p, permissions: {subscribe: ["orders.new", "work.* crew"]}}
              {user: responder, password: p, permissions: {subscribe: ">", allow_responses: true}}
              {user: answering, password: p, permissions: {publish: "news.sport", allow_responses: {max: 2, expires: "1m"}}}
              {user: nobody, password: p, permissions: {publish: {deny: ">"}, subscribe: {deny: ">"}}}
              {user: empty, password: p, permissions: {publish: [], subscribe: {allow: []}}}
            ]
            """;

    private static final String GLOBAL = """
            default_permissions: {publish: "orders.new", subscribe: "orders.new"}
            users: [{user: global, password: p}, {user: other, password: p, permissions: {publish: "news.*"}}]
            """;

    private static final List<String> SUBJECTS = List.of(
            "orders.new", "orders.secret", "orders.a.b", "news.sport", "news.internal", "work.a", "other", "_INBOX.x");

    private static final List<String> USERS = List.of(
            "free",
            "plain",
            "limited",
            "publisher",
            "listener",
            "responder",
            "answering",
            "nobody",
            "empty",
            "hashed",
            "global",
            "other");

    @TempDir
    private Path dir;

    @Test
    void everybodyMayTheSameAsBefore() throws Exception {
        Path before = Files.writeString(dir.resolve("before.conf"), conf(PasswordHashing.bcrypt("p", 4)));
        Map<String, String> ofServer;
        try (NatsServer server = NatsServer.start(NatsServerBinary.find(), NatsServerConfig.file(before))) {
            ofServer = rights(name -> options(server.url(), name));
        }
        Cli cli = new Cli(dir);
        assertThat(cli.run("import", "before.conf")).as(cli.err()).isZero();

        String users = Files.readString(dir.resolve("imported/users.json"));
        try (Stage stage = Stage.config()
                .accounts("ORDERS", "BILLING")
                .users(users)
                .set("callout.allowed_accounts", "$G,ORDERS,BILLING")
                .open()) {
            assertThat(rights(name -> options(stage.server().url(), name))).isEqualTo(ofServer);
        }
        assertThat(ofServer).hasSize(USERS.size());
        assertThat(ofServer.get("responder")).contains("responses +--");
        assertThat(ofServer.get("answering")).contains("responses ++-");
        assertThat(ofServer.get("nobody")).doesNotContain("+");
        assertThat(ofServer.get("empty")).doesNotContain("-");
        assertThat(ofServer.get("limited")).contains("pub orders.new+", "pub orders.secret-", "sub news.internal-");
    }

    private static String conf(String hash) {
        return """
                listen: "127.0.0.1:-1"
                accounts {
                  ORDERS: {
                    %s
                  }
                  BILLING: {users: [{user: hashed, password: "%s", permissions: {publish: "news.>"}}]}
                }
                authorization {
                  %s
                }
                """.formatted(ORDERS, hash, GLOBAL);
    }

    private static Options.Builder options(String url, String user) {
        return Options.builder()
                .server(url)
                .userInfo(user, "p")
                .connectionTimeout(PATIENCE)
                .noReconnect();
    }

    /** A way to log in as somebody. */
    @FunctionalInterface
    private interface Login {
        Options.Builder as(String user);
    }

    private static Map<String, String> rights(Login login) throws Exception {
        Map<String, String> rights = new TreeMap<>();
        for (String user : USERS) {
            try (Client client = new Client(login.as(user))) {
                rights.put(user, String.join("\n", rights(client)));
            }
        }
        for (String user : List.of("responder", "answering", "publisher")) {
            rights.merge(user, responses(login, user), (one, other) -> one + "\n" + other);
        }
        return rights;
    }

    /** Whether each of three answers to one message is let through. */
    private static String responses(Login login, String user) throws Exception {
        try (Client asking = new Client(login.as("free"));
                Client client = new Client(login.as(user))) {
            Client.Heard requests = client.hears("news.sport");
            asking.connection().publish("news.sport", "answers.one", new byte[0]);
            String replyTo = requests.next().getReplyTo();
            StringBuilder signs = new StringBuilder("responses ");
            for (int i = 0; i < 3; i++) {
                client.connection().publish(replyTo, new byte[0]);
                signs.append(sign(client));
            }
            return signs.toString();
        }
    }

    private static List<String> rights(Client client) throws Exception {
        List<String> rights = new ArrayList<>();
        for (String subject : SUBJECTS) {
            client.connection().publish(subject, new byte[0]);
            rights.add("pub " + subject + sign(client));
            client.connection().subscribe(subject);
            rights.add("sub " + subject + sign(client));
            client.connection().subscribe(subject, "crew");
            rights.add("sub " + subject + " crew" + sign(client));
        }
        client.connection().subscribe("requests.>");
        rights.add("sub requests.>" + sign(client));
        return rights;
    }

    private static String sign(Client client) throws Exception {
        client.connection().flush(PATIENCE);
        String error = client.connection().getLastError();
        client.connection().clearLastError();
        return error == null || error.isEmpty() ? "+" : "-";
    }
}
