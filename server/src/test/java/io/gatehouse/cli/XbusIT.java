package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.pki.IssuedCertificate;
import io.nats.client.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bus of several parties, as Xbus is one: certificates say who a client is, each has a box of its own to send by and inboxes of
 * its own. Another identity tries to listen in and to forge, in every way that the server has, and gets nowhere; and each attempt
 * succeeds where identities may do everything, so that it is the permissions that keep it out.
 */
@AgainstNatsServer
@Tag("heavy")
class XbusIT {
    private static final int MESSAGES = 20;

    /** How long one waits for what should come, and for what should not. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LONG_ENOUGH = Duration.ofMillis(300);

    private static final Duration BETWEEN_SERVERS = Duration.ofMillis(400);

    /** What one would listen to in order to hear emitter1's messages and its replies. */
    private static final List<String> LISTENING = List.of(
            Xbus.BOX,
            "xbus.msgbox.*",
            "xbus.>",
            "xbus.*.emitter1",
            ">",
            "*.>",
            Xbus.REPLY,
            "_INBOX.emitter1.>",
            "_INBOX.*.*",
            "_INBOX.>");

    @TempDir
    private static Path dir;

    @SuppressWarnings("NullAway.Init")
    private static CertificatePki pki;

    @SuppressWarnings("NullAway.Init")
    private static Xbus bus;

    @TempDir
    private Path store;

    @BeforeAll
    static void makeCertificates() throws Exception {
        pki = CertificatePki.create(dir);
        bus = new Xbus(pki);
    }

    /** On a server with every way in. */
    private Stage open(Stage.Builder stage) throws Exception {
        String tls = pki.conf("verify: true");
        return stage.serverConf(conf -> conf.replace("\"XBUS\": {}", "\"XBUS\": { jetstream: enabled }")
                        + """

                        server_name: xbus
                        jetstream { store_dir: "%s" }
                        websocket { listen: "127.0.0.1:-1", %s }
                        mqtt { listen: "127.0.0.1:-1", %s }
                        leafnodes { listen: "127.0.0.1:-1", %s }
                        """.formatted(store, tls, tls, tls))
                .open();
    }

    private static BusDoor byWebsocket(Stage stage, IssuedCertificate certificate) throws Exception {
        String url = stage.server().url(Listener.WEBSOCKET).replace("ws:", "wss:");
        return new ClientBusDoor(
                stage.at(url).sslContext(certificate.context(pki.root().certificate())), Duration.ZERO, null);
    }

    private static BusDoor byMqtt(Stage stage, IssuedCertificate certificate) throws Exception {
        return new MqttBusDoor(
                stage.server().port(Listener.MQTT), certificate, pki.root().certificate());
    }

    private static BusDoor byLeafNode(Stage stage, IssuedCertificate certificate) throws Exception {
        certificate.write(dir, "leaf");
        NatsServer leaf = NatsServer.start("""
                server_name: leaf
                leafnodes { reconnect: "100ms", remotes: [ { url: "%s", tls { cert_file: "%s", key_file: "%s", ca_file: "%s" } } ] }
                """.formatted(
                stage.server().url(Listener.LEAFNODE), pki.file("leaf.pem"), pki.file("leaf.key"), pki.file("ca.pem")));
        leaf.log().await("Leafnode connection created");
        return new ClientBusDoor(new Options.Builder().server(leaf.url()).noReconnect(), BETWEEN_SERVERS, leaf);
    }

    /** Opens a door for the second identity. */
    private interface Opener {
        BusDoor open(Stage stage, IssuedCertificate certificate) throws Exception;
    }

    /**
     * A way in.
     *
     * @param hasQueues whether it can join a queue group: MQTT has none, and a server prefers members of its own to a leaf node's
     */
    private record Way(String name, Opener opener, boolean hasQueues) {}

    private static final List<Way> WAYS = List.of(
            new Way("TCP", (stage, certificate) -> bus.byTcp(stage, certificate), true),
            new Way("websocket", XbusIT::byWebsocket, true),
            new Way("MQTT", XbusIT::byMqtt, false),
            new Way("leaf node", XbusIT::byLeafNode, false));

    @Test
    void nobodyListensInOrForges() throws Exception {
        try (Stage stage = open(bus.guarded())) {
            assertThat(bus.exchange(stage)).isTrue();
            for (Way way : WAYS) {
                assertThat(successes(stage, way, LONG_ENOUGH)).as(way.name()).isEmpty();
            }
            assertThat(bus.exchange(stage)).isTrue();
        }
    }

    @Test
    void everyAttemptSucceedsWithoutThePermissions() throws Exception {
        try (Stage stage = open(bus.unguarded())) {
            assertThat(bus.exchange(stage)).isTrue();
            for (Way way : WAYS) {
                assertThat(successes(stage, way, PATIENCE)).as(way.name()).containsExactlyElementsOf(attempts(way));
            }
        }
    }

    private static List<String> attempts(Way way) {
        List<String> all = new ArrayList<>();
        LISTENING.forEach(subject -> all.add("hears " + subject));
        if (way.hasQueues()) {
            all.add("hears as " + Xbus.QUEUE);
        }
        all.add("replies first");
        all.add("speaks as emitter1");
        return all;
    }

    /** What emitter2 achieves. */
    private static List<String> successes(Stage stage, Way way, Duration patience) throws Exception {
        IssuedCertificate attacker = bus.emitter("emitter2");
        List<String> successes = new ArrayList<>();
        for (String subject : LISTENING) {
            if (hears(stage, way, attacker, subject, "", patience)) {
                successes.add("hears " + subject);
            }
        }
        if (way.hasQueues() && hears(stage, way, attacker, "xbus.msgbox.*", Xbus.QUEUE, patience)) {
            successes.add("hears as " + Xbus.QUEUE);
        }
        if (isHeard(stage, way, attacker, "emitter1", Xbus.REPLY, patience)) {
            successes.add("replies first");
        }
        if (isHeard(stage, way, attacker, "xbus", Xbus.BOX, patience)) {
            successes.add("speaks as emitter1");
        }
        return successes;
    }

    /** Whether it hears what emitter1 sends, or what the service answers. */
    private static boolean hears(
            Stage stage, Way way, IssuedCertificate attacker, String subject, String queue, Duration patience)
            throws Exception {
        try (BusDoor door = way.opener().open(stage, attacker);
                ClientBusDoor service = bus.byTcp(stage, bus.consumer());
                ClientBusDoor emitter = bus.byTcp(stage, bus.emitter("emitter1"))) {
            door.listen(subject, queue);
            service.answer("xbus.msgbox.*", Xbus.QUEUE, "taken");
            emitter.listen("_INBOX.emitter1.>", "");
            for (int i = 1; i <= MESSAGES; i++) {
                emitter.ask(Xbus.BOX, "_INBOX.emitter1.reply" + i, "an order");
            }
            assertThat(emitter.awaitHeard(PATIENCE))
                    .as("the service answers while %s listens to %s", way.name(), subject)
                    .isTrue();
            return hasHeard(door, patience, () -> emitter.ask(Xbus.BOX, Xbus.REPLY, "an order"));
        }
    }

    /** Whether a message of its own reaches who listens there. */
    private static boolean isHeard(
            Stage stage, Way way, IssuedCertificate attacker, String listener, String subject, Duration patience)
            throws Exception {
        boolean isService = listener.equals("xbus");
        try (BusDoor door = way.opener().open(stage, attacker);
                ClientBusDoor victim = bus.byTcp(stage, isService ? bus.consumer() : bus.emitter(listener))) {
            victim.listen(isService ? "xbus.msgbox.*" : "_INBOX.emitter1.>", isService ? Xbus.QUEUE : "");
            door.say(subject, "forged");
            door.say(subject, "forged");
            return hasHeard(victim, patience, () -> door.say(subject, "forged"))
                    && victim.heard().contains("forged");
        }
    }

    /** Sends something that others may hear. */
    private interface Sending {
        void send() throws Exception;
    }

    /**
     * Whether something is heard within that time if it is sent again and again: a leaf node, and the server behind it, may learn late who
     * listens.
     */
    private static boolean hasHeard(BusDoor door, Duration patience, Sending again) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (!door.awaitHeard(LONG_ENOUGH)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            again.send();
        }
        return true;
    }
}
