package io.gatehouse.directory.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever may answer in the place of JetStream does not fill the log. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class KvErrorTextIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ERROR =
            "{\"type\":\"io.nats.jetstream.api.v1.stream_info_response\",\"error\":{\"code\":500,\"err_code\":10999,\"description\":\""
                    + "x".repeat(50_000) + "\"}}";

    @Test
    void aLongErrorIsToldShort() throws Exception {
        try (NatsServer server = NatsServer.start("");
                Connection stream = TestBucket.connect(server)) {
            stream.createDispatcher(message -> stream.publish(message.getReplyTo(), ERROR.getBytes(UTF_8)))
                    .subscribe("$JS.API.>");
            stream.flush(PATIENCE);
            BucketSettings settings = new BucketSettings(
                    "staff",
                    "USERS",
                    NatsSettings.of(ServerUrl.of(server.url()), new Login.None())
                            .as("test", new Login.None(), PATIENCE),
                    NameForm.EXACT);

            assertThatThrownBy(() -> KvBucket.open(settings).close())
                    .isInstanceOf(KvException.class)
                    .hasMessageStartingWith("nats-server says: xxx")
                    .hasMessageEndingWith("x… (10999)")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
        }
    }
}
