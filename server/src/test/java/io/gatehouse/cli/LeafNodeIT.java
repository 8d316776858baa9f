package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Leaf nodes that log in through the callout, over TCP and websocket, and those that may not. A leaf node's user has
 * permissions of its own here, if only to do everything: in operator mode nats-server (up to 2.15.3) goes on telling a leaf node
 * the sentinel's, which is to do nothing, when the callout's user has none.
 */
@AgainstNatsServer
@SuppressWarnings("try") // Connection.close may be interrupted
@Tag("heavy")
class LeafNodeIT {
    private static final String USERS = """
            {"alice":  {"pass": "a1", "account": "APP1"},
             "edge":   {"pass": "e1", "account": "APP1", "allowed_connection_types": ["LEAFNODE", "LEAFNODE_WS"],
                         "permissions": {"pub": {"allow": [">"]}, "sub": {"allow": [">"]}}},
             "client": {"pass": "c1", "account": "APP1", "allowed_connection_types": ["STANDARD", "WEBSOCKET"]}}
            """;

    private static final String USERS_OF_RULES = """
            {"alice": {"pass": "a1", "account": "APP1"}, "edge": {"pass": "e1", "account": "APP1"}}
            """;

    private static final String RULES = """
            rules:
              edges:
                if: {user: edge, kind: leafnode, connection: [leafnode, leafnode_ws], client_name: leaf}
                give: {permissions: {pub: {allow: ">"}, sub: {allow: ">"}}}
              clients:
                if: {user: alice, kind: client}
                give: {permissions: {pub: {allow: ">"}, sub: {allow: ">"}}}
              no-edge-is-a-client:
                if: {user: edge, kind: client}
                give: {refuse: true, log: edges are leaf nodes}
              no-client-is-an-edge:
                if: {user: alice, kind: leafnode}
                give: {refuse: true, log: alice is no leaf node}
            """;

    static Stream<Named<Stage.Builder>> bothModes() {
        return Stream.of(Named.of("operator mode", Stage.operator()), Named.of("config mode", Stage.config()));
    }

    @ParameterizedTest
    @MethodSource("bothModes")
    void aLeafNodeExchangesMessagesWithItsAccount(Stage.Builder builder) throws Exception {
        try (Stage stage = hub(builder);
                NatsServer leaf = leaf(stage, tcp(stage, "edge", "e1"));
                Connection alice = stage.connect("alice", "a1");
                Connection onLeaf = Nats.connect(onLeaf(leaf))) {
            leaf.log().await("Leafnode connection created");
            Subscription atHub = Mail.subscribe(alice, "from.edge");
            Subscription atLeaf = Mail.subscribe(onLeaf, "to.edge");

            assertThat(Mail.sendUntilHeard(onLeaf, "up", atHub)).isEqualTo("up");
            assertThat(Mail.sendUntilHeard(alice, "down", atLeaf)).isEqualTo("down");
        }
    }

    @ParameterizedTest
    @MethodSource("bothModes")
    void aLeafNodeMayComeByWebsocket(Stage.Builder builder) throws Exception {
        try (Stage stage = hub(builder);
                NatsServer leaf = leaf(stage, url(stage, "ws", Listener.WEBSOCKET, "edge", "e1"));
                Connection alice = stage.connect("alice", "a1");
                Connection onLeaf = Nats.connect(onLeaf(leaf))) {
            Subscription atHub = Mail.subscribe(alice, "from.edge");
            assertThat(Mail.sendUntilHeard(onLeaf, "up", atHub)).isEqualTo("up");
        }
    }

    @ParameterizedTest
    @MethodSource("bothModes")
    void keepsOutLeafNodesThatMayNot(Stage.Builder builder) throws Exception {
        try (Stage stage = hub(builder)) {
            assertRefused(stage, tcp(stage, "client", "c1"));
            assertRefused(stage, tcp(stage, "edge", "wrong"));
            assertThat(stage.service().counters().grants()).isZero();
            stage.assertRefused(stage.as("edge", "e1"));
        }
    }

    @ParameterizedTest
    @MethodSource("bothModes")
    void rulesTellLeafNodesFromClients(Stage.Builder builder) throws Exception {
        Stage.Builder ruled = builder.prepared(
                deployment -> Files.writeString(deployment.settings(), RULES, StandardOpenOption.APPEND));
        try (Stage stage = hub(ruled, USERS_OF_RULES);
                NatsServer leaf = leaf(stage, tcp(stage, "edge", "e1"));
                Connection alice = stage.connect("alice", "a1");
                Connection onLeaf = Nats.connect(onLeaf(leaf))) {
            leaf.log().await("Leafnode connection created");
            Subscription atHub = Mail.subscribe(alice, "from.edge");
            assertThat(Mail.sendUntilHeard(onLeaf, "up", atHub)).isEqualTo("up");

            Refusal.of(stage.as("edge", "e1"), stage, "gatehouse: refused: edges are leaf nodes");
            long mark = stage.server().log().mark();
            assertRefused(stage, tcp(stage, "alice", "a1"));
            stage.server().log().awaitAfter(mark, "gatehouse: refused: alice is no leaf node");
        }
    }

    private static void assertRefused(Stage stage, String url) {
        try (NatsServer leaf = leaf(stage, url)) {
            leaf.log().await("Authorization Violation");
        }
    }

    private static Stage hub(Stage.Builder builder) throws Exception {
        return hub(builder, USERS);
    }

    private static Stage hub(Stage.Builder builder, String users) throws Exception {
        return builder.users(users).serverConf(conf -> conf + """

                        leafnodes { listen: "127.0.0.1:-1" }
                        websocket { listen: "127.0.0.1:-1", no_tls: true }
                        """).open();
    }

    private static NatsServer leaf(Stage stage, String url) {
        Path sentinel = stage.sentinel();
        return NatsServer.start("""
                server_name: leaf
                leafnodes { reconnect: "100ms", remotes: [ { url: "%s"%s } ] }
                """.formatted(url, sentinel == null ? "" : ", credentials: \"" + sentinel + "\""));
    }

    private static Options onLeaf(NatsServer leaf) {
        return Options.builder().server(leaf.url()).connectionTimeout(Mail.SOON).build();
    }

    private static String tcp(Stage stage, String user, String password) {
        return url(stage, "nats-leaf", Listener.LEAFNODE, user, password);
    }

    private static String url(Stage stage, String scheme, Listener listener, String user, String password) {
        return scheme + "://" + user + ":" + password + "@127.0.0.1:"
                + stage.server().port(listener);
    }
}
