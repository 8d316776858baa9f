package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.drops.Drop;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Message;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What takes longer than the budget is never answered, not even later: the server itself ends the login. */
@AgainstNatsServer
class LateReplyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Takes a second or more, and yet ends before the server gives up: a late answer would still be heard. */
    private static final int SLOW = 14;

    private static final int QUICK = 4;

    private static final int TRIES = 5;

    @Test
    void nothingIsSentAfterTheBudget() throws Exception {
        try (Stage stage = stage();
                Client inAuth = new Client(stage.asTheService())) {
            Traffic traffic = new Traffic(inAuth);
            awaitQuickLogin(stage, traffic);
            ServiceCounters counters = stage.service().counters();
            String replySubject = hashedTooLong(stage, traffic);

            assertThat(counters.denials())
                    .as("the server refused, not Gatehouse")
                    .isZero();
            assertThat(traffic.answered(replySubject))
                    .as("an answer by the time at which the server gave up")
                    .isFalse();

            awaitQuickLogin(stage, traffic);
            assertThat(traffic.answered(replySubject))
                    .as("an answer after the only hashing thread had ended the slow check")
                    .isFalse();
        }
    }

    /**
     * A login whose check takes too long; where the answer to it would be sent. It is tried again where a busy machine has let the time pass
     * before the check began.
     */
    private static String hashedTooLong(Stage stage, Traffic traffic) {
        ServiceCounters counters = stage.service().counters();
        for (int tries = 0; tries < TRIES; tries++) {
            long late = counters.drops(Drop.HASHING_LATE);
            int requests = traffic.requests();
            Refusal.of(stage.as("slow", "p"));
            if (counters.drops(Drop.HASHING_LATE) == late + 1) {
                return traffic.replySubject(requests);
            }
        }
        throw new AssertionError("no check took too long");
    }

    private static Stage stage() throws Exception {
        return Stage.config()
                .serverConf(conf -> conf.replaceFirst("(?s)permissions: \\{.*?\n      }", "permissions: {}"))
                .users("""
                        {
                          "slow":  {"pass": "%s", "account": "APP1"},
                          "quick": {"pass": "%s", "account": "APP1"}
                        }
                        """.formatted(PasswordHashing.bcrypt("p", SLOW), PasswordHashing.bcrypt("p", QUICK)))
                .set("callout.budget", "250ms")
                .set("passwords.threads", "1")
                .open();
    }

    /**
     * A login through the hashing thread, whose answer is seen; tried again where a busy machine takes longer than the
     * budget.
     */
    private static void awaitQuickLogin(Stage stage, Traffic traffic) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            new Client(stage.as("quick", "p").connectionTimeout(Duration.ofSeconds(3))).close();
            return true;
        });
        await().atMost(PATIENCE).until(() -> traffic.answered(traffic.replySubject(traffic.requests() - 1)));
    }

    /** What passes in the AUTH account, to a user with more rights than the service has: requests of the server, and answers to them. */
    private static final class Traffic {
        private final Queue<String> replySubjects = new ConcurrentLinkedQueue<>();
        private final Queue<String> answered = new ConcurrentLinkedQueue<>();

        Traffic(Client client) throws Exception {
            client.connection()
                    .createDispatcher(this::heard)
                    .subscribe("$SYS.REQ.USER.AUTH")
                    .subscribe("_INBOX.>")
                    .subscribe("$SYS._INBOX.>");
            client.connection().flush(PATIENCE);
        }

        private void heard(Message message) {
            if (message.getSubject().equals("$SYS.REQ.USER.AUTH")) {
                replySubjects.add(message.getReplyTo());
            } else {
                answered.add(message.getSubject());
            }
        }

        int requests() {
            return replySubjects.size();
        }

        /** Where the answer to a request goes, numbered from 0. */
        String replySubject(int request) {
            return replySubjects.stream().skip(request).findFirst().orElseThrow();
        }

        boolean answered(String replySubject) {
            return answered.contains(replySubject);
        }
    }
}
