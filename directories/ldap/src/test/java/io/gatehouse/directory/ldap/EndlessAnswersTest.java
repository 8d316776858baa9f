package io.gatehouse.directory.ldap;

import static io.gatehouse.directory.ldap.Asking.assertUndecided;
import static io.gatehouse.directory.ldap.Asking.begin;
import static io.gatehouse.directory.ldap.Asking.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.ldap.EndlessServer.Answers;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Answers that have no end hold no thread. */
class EndlessAnswersTest {
    private static final TestLogin ALICE = TestLogin.password("alice", TestEntries.ALICE_PASSWORD);

    /** Each byte begins the limit of a read anew. */
    @Test
    void aServerThatSendsByteByByteHoldsAThreadForALittleLongerThanTheLoginMayTake() throws Exception {
        try (EndlessServer server = new EndlessServer(Answers.DRIP);
                LdapDirectory directory = TestSettings.of(server.address()).open()) {
            // On a busy machine, the time may be over before the server is asked anything.
            await().atMost(Asking.TIME).until(() -> {
                assertUndecided(outcome(begin(directory, ALICE, Duration.ofMillis(300))));
                return server.isSearched();
            });
            assertThat(server.isLeft(Asking.TIME.toMillis())).isTrue();
        }
    }

    @Test
    void moreEntriesThanWereAskedForEndTheConnection() throws Exception {
        try (EndlessServer server = new EndlessServer(Answers.ENTRIES);
                LdapDirectory directory = TestSettings.of(server.address()).open()) {
            assertUndecided(outcome(begin(directory, ALICE, Asking.TIME)), "several entries match users_filter");
            assertThat(server.isLeft(Asking.TIME.toMillis())).isTrue();
        }
    }

    /** It is not read to its end, and nothing of it is kept. */
    @Test
    void anEntryOfTenMegabytesEndsTheConnection() throws Exception {
        try (EndlessServer server = new EndlessServer(Answers.LARGE_ENTRY);
                LdapDirectory directory = TestSettings.of(server.address()).open()) {
            assertUndecided(outcome(begin(directory, ALICE, Asking.TIME)), "could not say");
            assertThat(server.isLeft(Asking.TIME.toMillis())).isTrue();
        }
    }
}
