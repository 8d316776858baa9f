package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.drops.Drop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What rules give binds: the server lets through what they allow together, and refuses the rest. */
@Tag("heavy")
@SuppressWarnings("try")
class RulesIT extends SharedStage {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String USERS = """
            {
              "free":   {"pass": "p", "account": "APP1", "groups": ["all"]},
              "nina":   {"pass": "p", "account": "APP1", "groups": ["nurses"], "attributes": {"ward": ["3", "4"]}},
              "noah":   {"pass": "p", "account": "APP1", "groups": ["nurses", "heads"], "attributes": {"ward": "3"}},
              "nemo":   {"pass": "p", "account": "APP1", "groups": ["nurses"]},
              "pub":    {"pass": "p", "account": "APP1", "groups": ["publishers"]},
              "worker": {"pass": "p", "account": "APP1", "groups": ["workers"]},
              "server": {"pass": "p", "account": "APP1", "groups": ["services"]},
              "two":    {"pass": "p", "account": "APP1", "groups": ["all", "second"]},
              "robot":  {"pass": "p", "account": "APP1"},
              "left":   {"pass": "p", "account": "APP1"},
              "nobody": {"pass": "p", "account": "APP1"},
              "inny":   {"pass": "p", "account": "APP1", "groups": ["boxed"]},
              "otto":   {"pass": "p", "account": "APP1", "groups": ["boxed", "services"]},
              "brief":  {"pass": "p", "account": "APP1", "groups": ["all", "brief"]}
            }
            """;

    private static final String RULES = """
            rules:
              everything:
                if: {group: all}
                give:
                  permissions: {pub: {allow: ">"}, sub: {allow: ">"}}
              nurses:
                if: {group: nurses}
                give:
                  permissions:
                    pub: {allow: ["ward.{{attribute(ward)}}.notes.{{name()}}"]}
                    sub: {allow: ["ward.{{attribute(ward)}}.>"], deny: ["ward.*.secret"]}
              heads:
                if: {group: heads}
                give:
                  permissions: {sub: {allow: ["ward.*.secret", "heads.>"]}}
              publishers:
                if: {group: publishers}
                give:
                  permissions: {pub: {allow: "orders.>"}}
              workers:
                if: {group: workers}
                give:
                  permissions: {sub: {allow: "work.* crew"}}
              services:
                if: {group: services}
                give:
                  permissions: {sub: {allow: "ask.>"}, resp: {max: 1}}
              second:
                if: {group: second}
                give: {account: APP2}
              robots:
                if: {user: "ro*"}
                give: {refuse: true, log: no robots here}
              left:
                if: {user: left}
                give: {silent: true}
              strangers:
                if: {user: nobody, not: {source: "10.0.0.0/8"}}
                give: {src: "10.0.0.0/8"}
              boxes:
                if: {group: boxed}
                give:
                  inbox: private
                  permissions: {pub: {allow: "ask.>"}}
              brief:
                if: {group: brief, client_library: "java*", connection: standard, tls: false}
                give: {session: 5s}
            """;

    @Override
    Stage.Builder configured(Stage.Builder stage) {
        return stage.users(USERS)
                .prepared(deployment -> append(deployment.settings(), RULES))
                .set("callout.account_separator", "/");
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, Files.readString(file) + "\n" + text);
    }

    @Test
    void allowsAddUpAndADenialWins() throws Exception {
        try (Client nina = client("nina");
                Client noah = client("noah");
                Client free = client("free")) {
            Client.Heard all = free.hears("ward.>");
            nina.says("ward.3.notes.nina");
            nina.says("ward.4.notes.nina");
            nina.mayNotSay("ward.5.notes.nina");
            nina.mayNotSay("ward.3.notes.noah");
            nina.mayNotHear("heads.new");
            nina.mayNotHear("ward.5.calls");
            noah.hears("heads.new");
            noah.mayNotHear("ward.3.secret");
            noah.mayNotSay("ward.4.notes.noah");

            assertThat(all.subject()).isEqualTo("ward.3.notes.nina");
            assertThat(all.subject()).isEqualTo("ward.4.notes.nina");
        }
    }

    @Test
    void aSideThatNoRuleNamesIsClosed() throws Exception {
        try (Client pub = client("pub");
                Client worker = client("worker")) {
            pub.says("orders.new");
            pub.mayNotSay("invoices.new");
            pub.mayNotHear("orders.new");
            worker.mayNotSay("work.done");
        }
    }

    @Test
    void aQueueGroupIsTheOnlyWayToListen() throws Exception {
        try (Client worker = client("worker")) {
            worker.hears("work.new", "crew");
            worker.mayNotHear("work.new", "bosses");
            worker.mayNotHear("work.new");
        }
    }

    @Test
    void responsesAreAllowedAndNothingElse() throws Exception {
        try (Client service = client("server");
                Client free = client("free")) {
            Client.Heard asked = service.hears("ask.time");
            Client.Heard answers = free.hears("replies.one");
            free.connection().publish("ask.time", "replies.one", new byte[0]);
            assertThat(asked.next().getReplyTo()).isEqualTo("replies.one");
            service.says("replies.one", "noon");
            assertThat(answers.text()).isEqualTo("noon");
            service.mayNotSay("replies.one");
            service.mayNotSay("replies.two");
        }
    }

    @Test
    void privateInboxesAreClosedToAllOthers() throws Exception {
        try (Client inny = client("inny");
                Client service = client("server");
                Client free = client("free")) {
            Client.Heard inbox = inny.hears("_INBOX.inny.*");
            inny.mayNotHear("_INBOX.otto.*");
            inny.mayNotHear("_INBOX.>");
            free.mayNotHear("_INBOX.inny.1");
            free.mayNotSay("_INBOX.inny.1");
            Client.Heard asked = service.hears("ask.time");
            inny.connection().publish("ask.time", "_INBOX.inny.1", new byte[0]);
            assertThat(asked.next().getReplyTo()).isEqualTo("_INBOX.inny.1");
            service.says("_INBOX.inny.1", "noon");

            assertThat(inbox.text()).isEqualTo("noon");
        }
    }

    @Test
    void aLoginNamesOneOfSeveralAccounts() throws Exception {
        try (Client first = client("two/APP1");
                Client second = client("two/APP2");
                Client free = client("free")) {
            Client.Heard inFirst = first.hears("news");
            Client.Heard inSecond = second.hears("news");
            free.says("news", "of APP1");
            second.says("news", "of APP2");

            assertThat(inFirst.text()).isEqualTo("of APP1");
            assertThat(inSecond.text()).isEqualTo("of APP2");
        }
        Refusal.of(stage.as("free/APP2", "p"), stage, "gatehouse: account_not_granted");
        Refusal.of(stage.as("two/SYS", "p"), stage, "gatehouse: account_not_granted");
    }

    @Test
    void severalAccountsWithoutAChoiceAreMetWithSilence() throws Exception {
        long before = stage.service().counters().drops(Drop.RULES_CONFLICT);
        try (LogCapture log = LogCapture.of(Level.ERROR)) {
            Refusal.of(stage.as("two", "p"));
            await().atMost(PATIENCE).until(() -> stage.service().counters().drops(Drop.RULES_CONFLICT) > before);
            await().atMost(PATIENCE)
                    .until(() -> log.lines().stream()
                            .anyMatch(line -> line.contains("rules_conflict")
                                    && line.contains("there is more than one account (APP1, APP2)")
                                    && line.contains("rules=\"everything,second\"")));
        }
    }

    @Test
    void aRefusalIsSaidInTheServersLog() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO)) {
            Refusal.of(stage.as("robot", "p"), stage, "gatehouse: refused: no robots here");
            await().atMost(PATIENCE)
                    .until(() -> log.lines().stream()
                            .anyMatch(line -> line.contains("reason=\"refused\"")
                                    && line.contains("rules=\"robots\"")
                                    && line.contains("note=\"no robots here\"")));
        }
    }

    @Test
    void silenceIsNoAnswer() throws Exception {
        long before = stage.service().counters().drops(Drop.LEFT_TO_OTHERS);
        Refusal.of(stage.as("left", "p"));
        await().atMost(PATIENCE).until(() -> stage.service().counters().drops(Drop.LEFT_TO_OTHERS) > before);
    }

    @Test
    void anotherCalloutMayAnswerWhereARuleIsSilent() throws Exception {
        if (mode == Mode.OPERATOR) {
            return;
        }
        UserClaims claims = new UserClaims("left", "APP2", null, UserClaims.Body.UNRESTRICTED, List.of());
        try (Stage migrating = configured(Stage.config().xkey(false)).open();
                PlainCallout other = PlainCallout.on(migrating, Map.of("left", claims))) {
            assertThat(other).isNotNull();
            try (Client left = new Client(migrating.as("left", "p"))) {
                left.says("here.i.am");
            }
            try (Client free = new Client(migrating.as("free", "p"))) {
                free.says("here.i.am");
            }
        }
    }

    @Test
    void aRuleMayNarrowWhereAClientComesFrom() {
        Refusal.of(stage.as("nobody", "p"), stage, "gatehouse: source_not_allowed");
    }

    @Test
    void whoLacksTheValueOfATemplateGetsNoAnswer() {
        long before = stage.service().counters().drops(Drop.TEMPLATE_MISMATCH);
        Refusal.of(stage.as("nemo", "p"));
        await().atMost(PATIENCE).until(() -> stage.service().counters().drops(Drop.TEMPLATE_MISMATCH) > before);
    }

    @Test
    void aSessionEndsWhenARuleSaysSo() throws Exception {
        try (Client brief = client("brief")) {
            brief.says("here.i.am");
            brief.awaitDisconnect();
        }
    }
}
