package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.testbed.junit.OnEveryServer;
import io.gatehouse.testbed.junit.ServerUnderTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/**
 * nats-server closes the connection of who publishes more than it takes in one message. So an answer that is larger is never
 * sent: its own user is refused with the reason, and nobody else notices.
 */
@OnEveryServer
@SuppressWarnings({"NullAway.Init", "try"}) // closing a stream of logins may be interrupted
@Tag("heavy")
class LargeAnswersIT {
    @Parameter
    private ServerUnderTest nats;

    private static final String TOO_LARGE = "returned an error: gatehouse: answer_too_large";

    /** Users {@code small}, and {@code big} with so many subjects of 40 characters. */
    private static String users(int subjects) {
        String list = IntStream.range(0, subjects)
                .mapToObj(i -> "\"%040d\"".formatted(i))
                .collect(Collectors.joining(","));
        return "{\"small\": {\"pass\": \"p\", \"account\": \"APP1\"}, \"big\": {\"pass\": \"p\", \"account\": \"APP1\","
                + " \"permissions\": {\"pub\": {\"allow\": [" + list + "]}, \"sub\": {\"allow\": [\"_INBOX.>\"]}}}}";
    }

    /** A refusal is counted after it has been sent. */
    private static void awaitTooLarge(Stage stage, long number) {
        await().until(() -> stage.service().counters().denials(DenyReason.ANSWER_TOO_LARGE) == number);
    }

    @Test
    void neighboursDoNotNoticeAUserWhoseAnswerIsTooLarge() throws Exception {
        try (Stage stage = Stage.config()
                        .on(nats)
                        .users(users(900))
                        .serverConf(conf -> conf + "\nmax_payload: 64KB\n")
                        .open();
                LoginStream neighbours = LoginStream.start(stage, "small", "p", 2)) {
            for (int i = 0; i < 10; i++) {
                Refusal.of(stage.as("big", "p"), stage, TOO_LARGE);
            }
            long before = neighbours.succeeded();
            await().until(() -> neighbours.succeeded() > before);

            assertThat(neighbours.failures()).isEmpty();
            awaitTooLarge(stage, 10);
            assertThat(stage.server().log().lines()).noneMatch(line -> line.contains("aximum payload"));
        }
    }

    @Test
    void anAnswerThatFitsIsSent() throws Exception {
        try (Stage stage = Stage.config()
                        .on(nats)
                        .users(users(700))
                        .serverConf(conf -> conf + "\nmax_payload: 64KB\n")
                        .open();
                Client big = new Client(stage.as("big", "p"))) {
            big.says("%040d".formatted(699));
            big.mayNotSay("%040d".formatted(700));
        }
    }

    /** The account's limit counts where it is less than the server's; the server tells it after the login. */
    @Test
    void theLimitOfTheAuthAccountCountsToo() throws Exception {
        try (Stage stage = Stage.operator()
                        .on(nats)
                        .users(users(60))
                        .prepared(deployment ->
                                new AccountJwt(deployment, "AUTH").change(old -> AccountJwt.withPayload(old, 4_000)))
                        .open();
                Client small = new Client(stage.as("small", "p"))) {
            Refusal.of(stage.as("big", "p"), stage, TOO_LARGE);
            small.says("hello");

            awaitTooLarge(stage, 1);
            assertThat(stage.server().log().lines()).noneMatch(line -> line.contains("aximum payload"));
        }
    }

    /** More than nats-server's JWT library reads, and one of ours signs, whatever the server would take. */
    @Test
    void anAnswerOverAMebibyteIsRefusedTheSameWay() throws Exception {
        try (Stage stage = Stage.config()
                .on(nats)
                .users(users(14_000))
                .serverConf(conf -> conf + "\nmax_payload: 8MB\nmax_pending: 64MB\n")
                .open()) {
            Refusal.of(stage.as("big", "p"), stage, TOO_LARGE);

            assertThat(stage.service().counters().drops(Drop.INTERNAL_ERROR)).isZero();
            awaitTooLarge(stage, 1);
        }
    }

    @Test
    void whoCanAnswerNobodyIsNotReadyAndSaysWhy() throws Exception {
        try (LogCapture log = LogCapture.of(Level.INFO);
                Stage stage = Stage.config()
                        .on(nats)
                        .users(users(1))
                        .serverConf(conf -> conf + "\nmax_payload: 1KB\n")
                        .set("http.listen", "127.0.0.1:0")
                        .open()) {
            log.await(0, "^ERROR nats-server takes 1024 bytes from us in one message");
            Pages pages = Pages.of(stage.service());
            await().until(() -> pages.get("/readyz").body().contains("nobody can be let in"));
            assertThat(pages.get("/readyz").statusCode()).isEqualTo(503);
            Refusal.of(stage.as("small", "p"), stage, TOO_LARGE);
        }
    }
}
