package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.drops.Drop;
import io.gatehouse.metrics.ServiceCounters;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One user of several spellings, and users of one name in two directories, on a real nats-server. */
@Tag("heavy")
class NamesIT {
    private static final Pattern AUTHORIZED = Pattern.compile("\"authorized_user\":\"([^\"]*)\"");

    private static final String STAFF = """
            {"Alice": {"pass": "a1", "account": "APP1"}, "bob": {"pass": "b1", "account": "APP1"},
             "dev:eve": {"pass": "e1", "account": "APP1"}}
            """;
    private static final String DEVICES = """
            {"Sensor": {"pass": "s2", "account": "APP1"}, "zoe": {"pass": "z2", "account": "APP1"}}
            """;

    /** Staff in lower case; devices with a prefix, and after them. */
    private static Stage.Builder stage() {
        return twoFiles().set("directories.users.names.case", "lower").set("directories.devices.names.prefix", "dev:");
    }

    private static Stage.Builder twoFiles() {
        return Stage.config()
                .users(STAFF)
                .prepared(deployment -> {
                    Path devices = Files.writeString(deployment.dir().resolve("devices.json"), DEVICES);
                    String yaml = Files.readString(deployment.settings());
                    Files.writeString(
                            deployment.settings(),
                            yaml.replace(
                                    "directories:\n",
                                    "directories:\n  devices:\n    type: file\n    path: " + devices.getFileName()
                                            + "\n"));
                })
                .set("callout.directory_order", "users,devices");
    }

    /** The names in CONNZ of who is logged in as one of APP1's users. */
    @SuppressWarnings("try") // Connection.close may be interrupted
    private static List<String> namesInConnz(Stage stage) throws Exception {
        String password = Files.readString(stage.deployment().sysPassword()).strip();
        try (Connection system =
                Nats.connect(stage.clear().userInfo("sys", password).build())) {
            byte[] question = "{\"auth\":true,\"acc\":\"APP1\"}".getBytes(StandardCharsets.UTF_8);
            String answer = Mail.text(system.request("$SYS.REQ.SERVER.PING.CONNZ", question, Mail.SOON)
                    .getData());
            return AUTHORIZED
                    .matcher(answer)
                    .results()
                    .map(name -> name.group(1))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void allSpellingsAreOneUserOnTheServer() throws Exception {
        try (Stage stage = stage().open();
                LogCapture log = LogCapture.of(Level.DEBUG)) {
            List<Client> clients = new ArrayList<>();
            for (String spelling : List.of("Alice", "aLICE", "alice", "\uff21lice")) {
                clients.add(new Client(stage.as(spelling, "a1")));
            }
            clients.add(new Client(stage.as("Sensor", "s2")));
            try {
                assertThat(namesInConnz(stage)).containsExactly("alice", "alice", "alice", "alice", "dev:Sensor");
                log.await(0, "granted.*user=\"?alice\"?.*");
                stage.awaitGrants(5);
            } finally {
                clients.forEach(Client::close);
            }
            Refusal.of(stage.as("sensor", "s2"));
        }
    }

    @Test
    void allSpellingsHaveOneFailureLimit() throws Exception {
        try (Stage stage = stage().set("failures.per_user", "3")
                .set("failures.window", "1h")
                .open()) {
            Refusal.of(stage.as("Alice", "guess 1"));
            Refusal.of(stage.as("aLICE", "guess 2"));
            Refusal.of(stage.as("ALICE", "guess 3"));

            ServiceCounters counters = stage.service().counters();
            assertThat(counters.drops()).isZero();
            Refusal.of(stage.as("alicE", "a1"));
            assertThat(counters.drops(Drop.FAILURE_LIMIT))
                    .as("the right password got no answer")
                    .isOne();
            assertThat(counters.limitations(Limit.USER)).isOne();
            try (Client bob = new Client(stage.as("BOB", "b1"))) {
                bob.says("here.i.am");
            }
        }
    }

    /** What one of them asks, the other may hear the answer to, and nobody else. */
    @Test
    void allSpellingsHaveOneInbox() throws Exception {
        try (Stage stage = stage().set("rules.boxes.give.inbox", "private")
                        .set("rules.boxes.give.permissions.pub.allow", "ask.>")
                        .set("rules.services.if.user", "bob")
                        .set("rules.services.give.permissions.sub.allow", "ask.>")
                        .set("rules.services.give.permissions.resp.max", "1")
                        .open();
                Client one = new Client(stage.as("Alice", "a1"));
                Client other = new Client(stage.as("aLICE", "a1"));
                Client bob = new Client(stage.as("BOB", "b1"))) {
            for (Client alice : List.of(one, other)) {
                alice.mayNotHear("_INBOX.Alice.1");
                alice.mayNotHear("_INBOX.aLICE.1");
                alice.mayNotHear("_INBOX.>");
            }
            bob.mayNotHear("_INBOX.alice.1");
            Client.Heard asked = bob.hears("ask.time");
            List<Client.Heard> inbox = List.of(one.hears("_INBOX.alice.*"), other.hears("_INBOX.alice.*"));
            one.connection().publish("ask.time", "_INBOX.alice.1", new byte[0]);
            assertThat(asked.next().getReplyTo()).isEqualTo("_INBOX.alice.1");
            bob.says("_INBOX.alice.1", "noon");
            for (Client.Heard answer : inbox) {
                assertThat(answer.text()).isEqualTo("noon");
            }
        }
    }

    /** The name that a rule gives takes the place of the user's. */
    @Test
    void aRuleSaysWhatAConnectionIsShownAs() throws Exception {
        try (Stage stage = stage().set("rules.shown.if.user", "alice")
                        .set("rules.shown.give.name", "{{name()}} of ward 3")
                        .open();
                Client alice = new Client(stage.as("Alice", "a1"));
                Client bob = new Client(stage.as("bob", "b1"))) {
            assertThat(List.of(alice, bob)).allMatch(Client::isConnected);
            assertThat(namesInConnz(stage)).containsExactly("alice of ward 3", "bob");
        }
    }

    /** A user who is called as those of the other directory are is nobody, and never one of them. */
    @Test
    void whoBorrowsThePrefixOfTheOtherDirectoryIsRefused() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = stage().open()) {
            log.await(
                    0, "WARN .*users.json: 1 user whose name begins with names.prefix of another directory.*dev:eve.*");
            Refusal.of(stage.as("dev:eve", "e1"));
            log.await(0, "INFO denied .*name_with_the_prefix_of_another_directory.*");
        }
    }

    @Test
    void twoDirectoriesThatSayNothingOfNamesServeAndAreWarnedOf() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = twoFiles().open()) {
            log.await(0, "WARN directories.users and directories.devices can give one name to two people.*");
            try (Client client = new Client(stage.as("zoe", "z2"))) {
                client.says("here.i.am");
            }
        }
    }
}
