package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.drops.Drop;
import io.nats.client.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Listening to other people's inboxes, and answering in place of others, where rules give private inboxes: those who have one, those
 * who have none, and those whom another rule allows everything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class PrivateInboxAttack {
    private static final String USERS = """
            {
              "ann":     {"pass": "p", "account": "APP1", "groups": ["people"]},
              "eve":     {"pass": "p", "account": "APP1", "groups": ["people"]},
              "a.b c":   {"pass": "p", "account": "APP1", "groups": ["people"]},
              "service": {"pass": "p", "account": "APP1", "groups": ["services"]},
              "auditor": {"pass": "p", "account": "APP1", "groups": ["auditors"]},
              "both":    {"pass": "p", "account": "APP1", "groups": ["people", "auditors"]}
            }
            """;
    private static final String RULES = """
            rules:
              people:
                if: {group: people}
                give:
                  inbox: private
                  permissions: {pub: {allow: ["ask.{{name()}}"]}}
              services:
                if: {group: services}
                give:
                  permissions: {pub: {allow: ["loop"]}, sub: {allow: ["ask.*", "loop"]}, resp: {max: 1, ttl: 1m}}
              auditors:
                if: {group: auditors}
                give:
                  permissions: {pub: {allow: [">"]}, sub: {allow: [">"]}}
            """;

    private Stage stage;
    private Stage open;

    @BeforeAll
    void open() throws Exception {
        stage = stage(RULES);
        open = stage(RULES.replace("inbox: private", "log: no inbox"));
    }

    private static Stage stage(String rules) throws Exception {
        return Stage.config()
                .users(USERS)
                .prepared(deployment -> append(deployment, rules))
                .set("callout.template_values", "encode")
                .open();
    }

    private static void append(Deployment deployment, String rules) throws IOException {
        Files.writeString(deployment.settings(), rules, StandardOpenOption.APPEND);
    }

    @AfterAll
    void close() {
        stage.close();
        open.close();
    }

    private static Client client(Stage on, String user) throws Exception {
        return new Client(on.as(user, "p").inboxPrefix("_INBOX." + user));
    }

    /** Answers everything that comes. */
    private static void answers(Client service, String subject) throws Exception {
        service.connection()
                .createDispatcher(message -> service.connection().publish(message.getReplyTo(), message.getData()))
                .subscribe(subject);
        service.connection().flush(Duration.ofSeconds(10));
    }

    private static String asks(Client who, String subject, String text) throws Exception {
        Message reply =
                who.connection().request(subject, text.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(10));
        assertThat(reply).as("a reply").isNotNull();
        return new String(reply.getData(), StandardCharsets.UTF_8);
    }

    @Test
    void theOwnerIsAnsweredAndNobodyListensIn() throws Exception {
        try (Client service = client(stage, "service");
                Client auditor = client(stage, "auditor");
                Client ann = client(stage, "ann");
                Client eve = client(stage, "eve")) {
            answers(service, "ask.*");
            Client.Heard all = auditor.hears(">");
            for (String subject :
                    new String[] {"_INBOX.ann.>", "_INBOX.>", "_INBOX.*.>", "_INBOX.ann.*", "*.ann.>", ">"}) {
                eve.mayNotHear(subject);
                eve.mayNotHear(subject, "queue");
            }
            auditor.mayNotHear("_INBOX.ann.>");

            assertThat(asks(ann, "ask.ann", "secret")).isEqualTo("secret");
            auditor.says("end");

            assertThat(all.subject()).isEqualTo("ask.ann");
            assertThat(all.subject()).isEqualTo("end");
        }
    }

    /** The control: the same rules without private inboxes. */
    @Test
    void control_withoutPrivateInboxesWhoMayHearEverythingHearsReplies() throws Exception {
        try (Client auditor = client(open, "auditor")) {
            Client.Heard all = auditor.hears(">");
            auditor.says("_INBOX.ann.x");

            assertThat(all.subject()).isEqualTo("_INBOX.ann.x");
        }
    }

    @Test
    void nobodySpeaksUnasked() throws Exception {
        try (Client auditor = client(stage, "auditor");
                Client service = client(stage, "service");
                Client eve = client(stage, "eve");
                Client ann = client(stage, "ann")) {
            for (Client each : new Client[] {auditor, service, eve, ann}) {
                each.mayNotSay("_INBOX.ann.x");
            }
            auditor.says("anything.else");
        }
    }

    @Test
    void aRuleThatOpensEveryInboxContradictsAPrivateOne() {
        Silence.of(stage.as("both", "p"), stage, Drop.RULES_CONFLICT);
    }

    @Test
    void aNameThatIsNoTokenHasAnInboxToo() throws Exception {
        try (Client odd = new Client(stage.as("a.b c", "p").inboxPrefix("_INBOX.a=2Eb=20c"));
                Client service = client(stage, "service")) {
            answers(service, "ask.*");

            assertThat(asks(odd, "ask.a=2Eb=20c", "hello")).isEqualTo("hello");
            odd.mayNotHear("_INBOX.a.>");
        }
    }

    /**
     * What nats-server lets those do who have {@code resp}: a message that they send to themselves names the place of the answer, and
     * they may answer there. So {@code inbox: private} gives no {@code resp}.
     */
    @Test
    void control_whoMayAnswerCanAnswerWhatTheyAskedThemselves() throws Exception {
        try (Client service = client(stage, "service");
                Client ann = client(stage, "ann")) {
            Client.Heard heard = ann.hears("_INBOX.ann.known");
            CompletableFuture<String> looped = new CompletableFuture<>();
            service.connection()
                    .createDispatcher(message -> looped.complete(message.getReplyTo()))
                    .subscribe("loop");
            service.connection().publish("loop", "_INBOX.ann.known", new byte[0]);
            service.says(looped.get(10, TimeUnit.SECONDS), "forged");

            assertThat(heard.text()).isEqualTo("forged");
            service.mayNotSay("_INBOX.ann.known");
        }
    }
}
