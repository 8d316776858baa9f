package io.gatehouse.load.clients.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReconnectPolicyTest {
    @Test
    void theDefaultsAreTheLibraries() {
        assertThat(ClientLibrary.NATS_GO.policy())
                .isEqualTo(new ReconnectPolicy(
                        ClientLibrary.NATS_GO,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(100),
                        60,
                        Duration.ofSeconds(2)));
        assertThat(ClientLibrary.JNATS.policy())
                .isEqualTo(new ReconnectPolicy(
                        ClientLibrary.JNATS, Duration.ofSeconds(2), Duration.ofMillis(100), 60, Duration.ofSeconds(2)));
        assertThat(ClientLibrary.NATS_JS.policy())
                .isEqualTo(new ReconnectPolicy(
                        ClientLibrary.NATS_JS,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(100),
                        10,
                        Duration.ofSeconds(20)));
    }

    @Test
    void librariesAreNamedAsTheyCallThemselves() {
        assertThat(ClientLibrary.named("nats.go")).isEqualTo(ClientLibrary.NATS_GO);
        assertThat(ClientLibrary.named("jnats")).isEqualTo(ClientLibrary.JNATS);
        assertThat(ClientLibrary.named("NATS.js")).isEqualTo(ClientLibrary.NATS_JS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientLibrary.named("nats.py"))
                .withMessage("'nats.py' is none of nats.go, jnats and nats.js");
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        ReconnectPolicy policy = ClientLibrary.NATS_GO.policy();

        assertThatIllegalArgumentException().isThrownBy(() -> policy.withWait(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withJitter(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMaxReconnects(-2));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withConnectTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.retries(0, new Draws(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.retries(128, new Draws(0)));
    }

    @Test
    void withoutJitterAWaitIsAlwaysTheSame() {
        ReconnectPolicy policy = ClientLibrary.NATS_GO.policy().withJitter(Duration.ZERO);

        assertThat(policy.drawWait(new Draws(0.9))).isEqualTo(2_000_000_000L);
    }
}
