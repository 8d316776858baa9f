package io.gatehouse.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.ServerUrl;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamSinkTest {
    @Test
    void mayWaitForItsServersAndThenForTheAcknowledgement() {
        NatsSettings nats = NatsSettings.of(ServerUrl.of("nats://127.0.0.1:4222"), new NatsSettings.Login.None());
        try (StreamSink sink = new StreamSink(new StreamSinkSettings("audit", Duration.ofSeconds(60), nats))) {
            assertThat(sink.patience())
                    .isEqualTo(Duration.ofSeconds(60).plus(nats.connectTimeout().multipliedBy(2)));
        }
    }
}
