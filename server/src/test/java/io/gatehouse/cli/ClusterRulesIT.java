package io.gatehouse.cli;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rules that ask which server a client comes to: two servers of one cluster, of which one has tags, and a server by itself. */
@AgainstNatsServer
class ClusterRulesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String USERS = """
            {"alice": {"pass": "a1", "account": "APP1"}}
            """;

    private static final String RULES = """
            rules:
              east:
                if: {cluster: "ea*"}
                give: {permissions: {pub: {allow: in.east}}}
              no-cluster:
                if: {not: {cluster: "*"}}
                give: {permissions: {pub: {allow: in.none}}}
              first:
                if: {server: a}
                give: {permissions: {pub: {allow: at.a}}}
              second:
                if: {server: b, cluster: east}
                give: {permissions: {pub: {allow: at.b}}}
              tagged:
                if: {server_tag: Blue}
                give: {permissions: {pub: {allow: tag.blue}}}
              zone:
                if: {server_tag: [red, "zone:*"]}
                give: {permissions: {pub: {allow: tag.zone}}}
              untagged:
                if: {not: {server_tag: "*"}}
                give: {permissions: {pub: {allow: tag.none}}}
            """;

    /** nats-server tells of its tags in lower case. */
    private static final String FIRST = """

            server_name: a
            server_tags: [ "Blue", "Zone:7" ]
            """;

    private static Stage.Builder stage(String conf) {
        return Stage.config()
                .users(USERS)
                .serverConf(before -> before + conf)
                .prepared(deployment -> Files.writeString(deployment.settings(), RULES, StandardOpenOption.APPEND));
    }

    private static NatsServer peer(Stage stage) throws IOException {
        String routes = "routes: [ \"nats://127.0.0.1:" + stage.server().port(Listener.CLUSTER) + "\" ], name: east";
        String conf = Files.readString(stage.deployment().serverConf())
                .replace(FIRST, "\nserver_name: b\n")
                .replace("name: east", routes);
        Path file = stage.deployment().dir().resolve("peer.conf");
        return NatsServer.start(stage.server().binary(), NatsServerConfig.file(Files.writeString(file, conf)));
    }

    @Test
    void aRuleHoldsByTheClusterAndByTheTagsOfTheServer() throws Exception {
        String cluster = "cluster { name: east, listen: \"127.0.0.1:-1\", no_advertise: true }\n";
        try (Stage stage = stage(FIRST + cluster).open();
                NatsServer peer = peer(stage)) {
            awaitAnswersAt(peer);
            try (Client atA = new Client(stage.as("alice", "a1"));
                    Client atB = new Client(stage.at(peer.url()).userInfo("alice", "a1"))) {
                may(atA, "in.east", "at.a", "tag.blue", "tag.zone");
                mayNot(atA, "in.none", "at.b", "tag.none");
                may(atB, "in.east", "at.b", "tag.none");
                mayNot(atB, "in.none", "at.a", "tag.blue", "tag.zone");
            }
        }
    }

    /** A server takes clients before it knows where in the cluster the callout is; until then logins there wait in vain. */
    private static void awaitAnswersAt(NatsServer peer) {
        await().atMost(PATIENCE).until(() -> {
            try (LineClient client = LineClient.at(peer.port()).login("alice", "a1")) {
                return client.isIn();
            }
        });
    }

    @Test
    void aServerByItselfHasNoCluster() throws Exception {
        try (Stage stage = stage(FIRST).open();
                Client alice = new Client(stage.as("alice", "a1"))) {
            may(alice, "in.none", "at.a", "tag.blue", "tag.zone");
            mayNot(alice, "in.east", "tag.none");
        }
    }

    private static void may(Client client, String... subjects) throws Exception {
        for (String subject : subjects) {
            client.says(subject);
        }
    }

    private static void mayNot(Client client, String... subjects) throws Exception {
        for (String subject : subjects) {
            client.mayNotSay(subject);
        }
    }
}
