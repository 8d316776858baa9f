package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Message;
import io.nats.client.impl.NatsMessage;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class KvLeaderTest {
    private static final CompletableFuture<Message> UNAVAILABLE =
            error(503, 10_008, "JetStream system temporarily unavailable");
    private static final CompletableFuture<Message> NO_STREAM = error(404, 10_059, "stream not found");
    private static final CompletableFuture<Message> LOST = CompletableFuture.failedFuture(new TimeoutException());
    private static final CompletableFuture<Message> LED = info("n0");

    private static final String CREATED = "2026-01-01T00:00:00Z";

    private final KvLeader leader = new KvLeader(new KvNames("USERS"), ZonedDateTime.parse(CREATED), () -> LOST);

    private static CompletableFuture<Message> error(int code, int number, String words) {
        return answer(
                "\"error\": {\"code\": %d, \"err_code\": %d, \"description\": \"%s\"}".formatted(code, number, words));
    }

    private static CompletableFuture<Message> info(String name) {
        return info(name, CREATED);
    }

    private static CompletableFuture<Message> info(String name, String created) {
        return answer("\"config\": {\"name\": \"KV_USERS\", \"retention\": \"limits\", \"storage\": \"file\"},"
                + " \"created\": \"" + created + "\", \"state\": {\"messages\": 0},"
                + " \"cluster\": {\"name\": \"c\", \"leader\": \"" + name + "\"}");
    }

    private static CompletableFuture<Message> answer(String members) {
        String json = "{\"type\": \"io.nats.jetstream.api.v1.stream_info_response\", " + members + "}";
        return CompletableFuture.completedFuture(NatsMessage.builder()
                .subject("_INBOX.1")
                .data(json, StandardCharsets.UTF_8)
                .build());
    }

    private static CompletableFuture<Message> state(long messages, long last) {
        return answer("\"config\": {\"name\": \"KV_USERS\", \"retention\": \"limits\", \"storage\": \"file\"},"
                + " \"created\": \"" + CREATED + "\","
                + " \"state\": {\"messages\": " + messages + ", \"last_seq\": " + last + "}");
    }

    /** Whose time is over, or who was purged from the stream. */
    @Test
    void recordsThatAreGoneWithoutAMarkAreMissed() throws Exception {
        assertThat(leader.hasFewer(0, 0)).as("nothing heard yet").isFalse();
        leader.hear(state(5, 9));
        assertThat(leader.hasFewer(9, 0)).isFalse();
        leader.hear(state(4, 9));
        assertThat(leader.hasFewer(9, 0)).isTrue();
        leader.hear(state(6, 11));
        assertThat(leader.hasFewer(11, 0)).isFalse();
        leader.hear(state(5, 12));
        assertThat(leader.hasFewer(11, 0)).as("a change that is not told yet").isFalse();
        leader.removed(1);
        assertThat(leader.hasFewer(12, 0)).as("its history went with it").isFalse();
        leader.hear(state(4, 11));
        assertThat(leader.hasFewer(12, 0)).as("a leader that is behind").isFalse();
        leader.hear(state(5, 12));
        assertThat(leader.hasFewer(13, 6)).as("one has come since").isFalse();
        assertThat(leader.hasFewer(12, 6)).as("gone before the first answer").isTrue();
    }

    /** While one leader of JetStream follows another, which concerns no bucket that has its own. */
    @Test
    void oneErrorThatPassesEndsNothingAndSeveralAfterOneAnotherDo() throws Exception {
        for (int i = 0; i < 10; i++) {
            leader.hear(UNAVAILABLE);
            leader.hear(LOST);
            leader.hear(LED);
        }
        leader.hear(LOST);
        leader.hear(UNAVAILABLE);
        assertThatThrownBy(() -> leader.hear(UNAVAILABLE))
                .isInstanceOf(KvException.class)
                .hasMessageContaining("JetStream system temporarily unavailable");
    }

    @Test
    void silenceEndsItWhenItLasts() throws Exception {
        for (int i = 1; i < KvLeader.TOO_MANY_FAILED; i++) {
            leader.hear(LOST);
        }
        assertThatThrownBy(() -> leader.hear(LOST)).hasMessage("the leader of bucket USERS does not answer");
    }

    @Test
    void aBucketThatIsGoneOrHasNoLeaderEndsItAtOnce() {
        assertThatThrownBy(() -> leader.hear(NO_STREAM)).hasMessageContaining("there is no bucket USERS");
        assertThatThrownBy(() -> leader.hear(info(""))).hasMessageContaining("bucket USERS has no leader");
        assertThatCode(() -> leader.hear(LED)).doesNotThrowAnyException();
    }

    /** Its consumers end as well, and their silence is noticed three seconds later. */
    @Test
    void anotherBucketInItsPlaceEndsItAtOnce() {
        assertThatThrownBy(() -> leader.hear(info("n0", "2026-01-01T00:00:01Z")))
                .hasMessage("bucket USERS was deleted and made again");
    }

    @Test
    void nobodyWhoListensMayBeSomebodyInAMoment() {
        assertThat(KvException.nobody("USERS").isPassing()).isTrue();
        assertThat(KvException.lasting("it is a mirror").isPassing()).isFalse();
        assertThat(new KvException("there is no leader").isPassing()).isFalse();
    }
}
