package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.api.Mirror;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.Test;

class KvApiTest {
    private static final KvNames NAMES = new KvNames("USERS");

    private static StreamConfiguration.Builder stream() {
        return StreamConfiguration.builder().name("KV_USERS");
    }

    @Test
    void takesABucket() {
        assertThatCode(() ->
                        KvApi.require(NAMES, stream().subjects("$KV.USERS.>").build()))
                .doesNotThrowAnyException();
    }

    /** What it has is under the subjects of the other bucket: everybody would be unknown, and so refused. */
    @Test
    void refusesAMirror() {
        StreamConfiguration mirror = stream()
                .mirror(Mirror.builder().sourceName("KV_ORIGIN").build())
                .build();
        assertThatThrownBy(() -> KvApi.require(NAMES, mirror))
                .isInstanceOf(KvException.class)
                .hasMessageContaining("bucket USERS is a mirror");
    }

    @Test
    void refusesAStreamThatIsNoBucket() {
        StreamConfiguration other = stream().subjects("orders.>").build();
        assertThatThrownBy(() -> KvApi.require(NAMES, other))
                .isInstanceOf(KvException.class)
                .hasMessageContaining("KV_USERS is no bucket");
    }
}
