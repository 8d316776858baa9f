package io.gatehouse.load.clients.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PolicyTest {
    @Test
    void theDefaultsAreTheLibraries() {
        assertThat(Library.NATS_GO.policy())
                .isEqualTo(new Policy(
                        Library.NATS_GO, Duration.ofSeconds(2), Duration.ofMillis(100), 60, Duration.ofSeconds(2)));
        assertThat(Library.JNATS.policy())
                .isEqualTo(new Policy(
                        Library.JNATS, Duration.ofSeconds(2), Duration.ofMillis(100), 60, Duration.ofSeconds(2)));
        assertThat(Library.NATS_JS.policy())
                .isEqualTo(new Policy(
                        Library.NATS_JS, Duration.ofSeconds(2), Duration.ofMillis(100), 10, Duration.ofSeconds(20)));
    }

    @Test
    void librariesAreNamedAsTheyCallThemselves() {
        assertThat(Library.named("nats.go")).isEqualTo(Library.NATS_GO);
        assertThat(Library.named("jnats")).isEqualTo(Library.JNATS);
        assertThat(Library.named("NATS.js")).isEqualTo(Library.NATS_JS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Library.named("nats.py"))
                .withMessage("'nats.py' is none of nats.go, jnats and nats.js");
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        Policy policy = Library.NATS_GO.policy();

        assertThatIllegalArgumentException().isThrownBy(() -> policy.withWait(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withJitter(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMaxReconnects(-2));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withConnectTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.retries(0, new Draws(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.retries(128, new Draws(0)));
    }

    @Test
    void withoutJitterAWaitIsAlwaysTheSame() {
        Policy policy = Library.NATS_GO.policy().withJitter(Duration.ZERO);

        assertThat(policy.drawWait(new Draws(0.9))).isEqualTo(2_000_000_000L);
    }
}
