package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Message;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Permissions of users.json bind: the server lets through what they allow, and refuses the rest. */
class PermissionsIT extends SharedStage {
    private static final String USERS = """
            {
              "free": {"pass": "p", "account": "APP1"},
              "limited": {"pass": "p", "account": "APP1", "permissions": {
                "pub": {"allow": ["orders.>"], "deny": ["orders.secret.*"]},
                "sub": {"allow": ["news.*"], "deny": ["news.internal"]}}},
              "shallow": {"pass": "p", "account": "APP1", "permissions": {
                "sub": {"allow": ["news.*"], "deny": ["news.*.>"]}}},
              "publisher": {"pass": "p", "account": "APP1", "permissions": {"pub": {"allow": ["orders.>"]}}},
              "subscriber": {"pass": "p", "account": "APP1", "permissions": {"sub": {"allow": ["news.>"]}}},
              "denied": {"pass": "p", "account": "APP1", "permissions": {
                "pub": {"deny": ["orders.>"]}, "sub": {"deny": ["news.>"]}}},
              "responder": {"pass": "p", "account": "APP1", "permissions": {"resp": {"max": 2}}},
              "hurried": {"pass": "p", "account": "APP1", "permissions": {"resp": {"max": -1, "ttl": "2s"}}},
              "worker": {"pass": "p", "account": "APP1", "permissions": {"sub": {"allow": ["work.* crew"]}}},
              "helper": {"pass": "p", "account": "APP1", "permissions": {
                "sub": {"allow": ["work.*"], "deny": ["work.* bosses"]}}}
            }
            """;

    @Override
    Stage.Builder configured(Stage.Builder stage) {
        return stage.users(USERS);
    }

    @Test
    void publishesWhatIsAllowedAndNotDenied() throws Exception {
        try (Client limited = client("limited");
                Client free = client("free")) {
            Client.Heard all = free.hears(">");
            limited.says("orders.new");
            limited.mayNotSay("invoices.new");
            limited.mayNotSay("orders");
            limited.mayNotSay("orders.secret.one");
            limited.says("orders.secret");

            assertThat(all.subject()).isEqualTo("orders.new");
            assertThat(all.subject())
                    .as("nothing of what was refused came between")
                    .isEqualTo("orders.secret");
        }
    }

    @Test
    void subscribesToWhatIsAllowedAndNotDenied() throws Exception {
        try (Client limited = client("limited");
                Client free = client("free")) {
            limited.mayNotHear("orders.new");
            limited.mayNotHear("news.internal");
            limited.mayNotHear(">");
            Client.Heard news = limited.hears("news.*");
            free.says("news.internal");
            free.says("news.sport");

            assertThat(news.subject())
                    .as("the denied subject is left out of the wider subscription")
                    .isEqualTo("news.sport");
        }
    }

    /** Known of nats-server: it looks at the {@code >} of a subscription as at any other token. */
    @Test
    void aStarAllowsSubscriptionsToAllThatIsBelow() throws Exception {
        try (Client limited = client("limited");
                Client shallow = client("shallow");
                Client free = client("free")) {
            Client.Heard below = limited.hears("news.>");
            Client.Heard held = shallow.hears("news.>");
            free.says("news.sport.local");
            free.says("news.internal");
            free.says("news.sport");

            assertThat(below.subject()).isEqualTo("news.sport.local");
            assertThat(below.subject()).as("denials hold").isEqualTo("news.sport");
            assertThat(held.subject())
                    .as("a denial of all below holds it to one token")
                    .isEqualTo("news.internal");
        }
    }

    @Test
    void denialsAloneTakeAwayFromEverything() throws Exception {
        try (Client denied = client("denied");
                Client free = client("free")) {
            Client.Heard all = free.hears(">");
            denied.mayNotSay("orders.new");
            denied.says("invoices.new");
            denied.mayNotHear("news.sport");

            assertThat(all.subject()).isEqualTo("invoices.new");
            assertThat(denied.hears("weather")).isNotNull();
        }
    }

    @Test
    void publishPermissionsAloneLeaveSubscribingOpen() throws Exception {
        try (Client publisher = client("publisher");
                Client free = client("free")) {
            Client.Heard all = publisher.hears(">");
            publisher.mayNotSay("news.sport");
            free.says("news.internal");

            assertThat(all.subject()).isEqualTo("news.internal");
        }
    }

    @Test
    void subscribePermissionsAloneLeavePublishingOpen() throws Exception {
        try (Client subscriber = client("subscriber");
                Client free = client("free")) {
            Client.Heard all = free.hears(">");
            subscriber.mayNotHear("orders.>");
            subscriber.says("orders.secret.one");

            assertThat(all.subject()).isEqualTo("orders.secret.one");
        }
    }

    @Test
    void respondersAnswerAsOftenAsTheyMayAndSayNothingElse() throws Exception {
        try (Client responder = client("responder");
                Client free = client("free")) {
            Client.Heard requests = responder.hears("service");
            Client.Heard answers = free.hears("answers.*");
            responder.mayNotSay("anything");
            responder.mayNotSay("answers.1");

            free.connection().publish("service", "answers.1", new byte[0]);
            String replyTo = requests.next().getReplyTo();
            responder.says(replyTo, "first");
            responder.says(replyTo, "second");
            responder.mayNotSay(replyTo);
            responder.mayNotSay("answers.2");

            assertThat(answers.text()).isEqualTo("first");
            assertThat(answers.text()).isEqualTo("second");
        }
    }

    @Test
    void respondersAnswerOrdinaryRequests() throws Exception {
        try (Client responder = client("responder");
                Client free = client("free")) {
            responder
                    .connection()
                    .createDispatcher(request -> responder.connection().publish(request.getReplyTo(), new byte[] {1}))
                    .subscribe("service");
            responder.connection().flush(Duration.ofSeconds(10));

            for (int i = 0; i < 3; i++) {
                Message answer = free.connection().request("service", new byte[0], Duration.ofSeconds(10));
                assertThat(answer).isNotNull();
                assertThat(answer.getData()).containsExactly(1);
            }
        }
    }

    @Test
    void theLeaveToRespondEndsWithItsTime() throws Exception {
        try (Client hurried = client("hurried");
                Client free = client("free")) {
            Client.Heard requests = hurried.hears("service");
            Client.Heard answers = free.hears("answers.*");
            free.connection().publish("service", "answers.1", new byte[0]);
            String replyTo = requests.next().getReplyTo();
            await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(10)).until(() -> {
                hurried.connection().publish(replyTo, new byte[0]);
                hurried.connection().flush(Duration.ofSeconds(10));
                return hurried.hasComplaints();
            });

            assertThat(hurried.complaint()).contains("Permissions Violation for Publish to \"answers.1\"");
            assertThat(answers.subject()).as("the answers before that came").isEqualTo("answers.1");
        }
    }

    @Test
    void queuePermissionsAllowThatQueueOnly() throws Exception {
        try (Client worker = client("worker");
                Client free = client("free")) {
            worker.mayNotHear("work.a");
            worker.mayNotHear("work.a", "other");
            Client.Heard work = worker.hears("work.*", "crew");
            free.says("work.b");

            assertThat(work.subject()).isEqualTo("work.b");
        }
    }

    @Test
    void deniedQueuesLeaveTheOthersOpen() throws Exception {
        try (Client helper = client("helper");
                Client free = client("free")) {
            helper.mayNotHear("work.*", "bosses");
            Client.Heard work = helper.hears("work.*", "crew");
            Client.Heard plain = helper.hears("work.*");
            free.says("work.b");

            assertThat(work.subject()).isEqualTo("work.b");
            assertThat(plain.subject()).isEqualTo("work.b");
        }
    }
}
