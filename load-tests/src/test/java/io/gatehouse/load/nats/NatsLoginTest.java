package io.gatehouse.load.nats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said of a login that a server has refused. */
class NatsLoginTest {
    @Test
    void saysWhatToGiveWhereThereWasNoUser() {
        assertThat(new NatsLogin.Password(null, null))
                .hasToString("without a user: give --user and --password, --creds or --nkey");
    }

    @Test
    void namesTheUserAndNotThePassword() {
        assertThat(new NatsLogin.Password("load", "a secret")).hasToString("user load");
    }
}
