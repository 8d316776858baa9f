package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Options;

/** Logins that ask for one of several accounts. */
final class AskedAccounts {
    private static final String NEWS = "news";

    private AskedAccounts() {}

    /** Asserts that each of two logins is in the account that it asks for, beside somebody of APP1 alone. */
    static void assertGiven(Options.Builder ofApp1, Options.Builder first, Options.Builder second) throws Exception {
        try (Client somebody = new Client(ofApp1);
                Client inApp1 = new Client(first);
                Client inApp2 = new Client(second)) {
            Client.Heard atApp1 = somebody.hears(NEWS);
            Client.Heard atApp2 = inApp2.hears(NEWS);
            inApp2.says(NEWS, "of APP2");
            inApp1.says(NEWS, "of APP1");

            assertThat(atApp1.text()).isEqualTo("of APP1");
            assertThat(atApp2.text()).isEqualTo("of APP2");
        }
    }
}
