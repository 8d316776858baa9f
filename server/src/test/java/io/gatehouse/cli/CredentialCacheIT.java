package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.LookupRecorder.Limit;
import io.gatehouse.directory.LookupRecorder.Memory;
import io.gatehouse.directory.LookupRecorder.Result;
import io.gatehouse.metrics.ServiceCounters;
import io.gatehouse.passwords.CheckResult;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logins that are remembered, as the real server sees them; bcrypt is counted rather than timed. */
@Tag("heavy")
@AgainstNatsServer
class CredentialCacheIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What a password check of some seconds may take on a busy machine. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private static final String BOB = user("bob", PasswordHashing.bcrypt("b1", 4));

    private static String user(String name, String hash) {
        return "\"" + name + "\": {\"pass\": \"" + hash + "\", \"account\": \"APP1\"}";
    }

    private static Stage.Builder stage() {
        return Stage.operator()
                .users("{" + user("alice", PasswordHashing.bcrypt("a1", 4)) + ", " + BOB + "}")
                .set("directories.users.reload", "20ms");
    }

    private static void mayLogIn(Stage stage, String user, String password) throws Exception {
        try (Client client = new Client(stage.as(user, password))) {
            client.says("here.i.am");
        }
    }

    private static long hashed(Stage stage) {
        ServiceCounters counters = stage.service().counters();
        return counters.passwords().results(CheckResult.RIGHT)
                + counters.passwords().results(CheckResult.WRONG);
    }

    @Test
    void aSecondLoginNeedsNoHash() throws Exception {
        try (Stage stage = stage().open()) {
            mayLogIn(stage, "alice", "a1");
            mayLogIn(stage, "alice", "a1");
            mayLogIn(stage, "alice", "a1");
            Refusal.of(stage.as("alice", "wrong"));
            Refusal.of(stage.as("alice", "wrong"));

            ServiceCounters counters = stage.service().counters();
            assertThat(hashed(stage)).isEqualTo(2);
            assertThat(counters.cacheRequests(Result.MISS)).isEqualTo(2);
            assertThat(counters.cacheRequests(Result.HIT)).isEqualTo(2);
            assertThat(counters.cacheRequests(Result.NEGATIVE_HIT)).isEqualTo(1);
            assertThat(counters.cacheEntries(Memory.VERIFIED)).isEqualTo(1);
            assertThat(counters.cacheEntries(Memory.NEGATIVE)).isEqualTo(1);
        }
    }

    @Test
    void aCheckThatEndsTooLateIsThereForTheNextTry() throws Exception {
        try (Stage stage = Stage.operator()
                .users("{" + user("alice", PasswordHashing.bcrypt("a1", 15)) + "}")
                .set("callout.budget", "1s")
                .open()) {
            Refusal.of(stage.as("alice", "a1"));
            // It is remembered a moment after it is counted.
            await().atMost(LONG)
                    .until(() ->
                            hashed(stage) == 1 && stage.service().counters().cacheEntries(Memory.VERIFIED) == 1);
            assertThat(stage.service().counters().drops())
                    .as("no answer in time")
                    .isEqualTo(1);

            mayLogIn(stage, "alice", "a1");

            assertThat(hashed(stage)).isEqualTo(1);
            assertThat(stage.service().counters().cacheRequests(Result.HIT)).isEqualTo(1);
        }
    }

    @Test
    void aChangedPasswordCountsAtOnceAndTheOthersStayKnown() throws Exception {
        try (Stage stage = stage().open()) {
            mayLogIn(stage, "alice", "a1");
            mayLogIn(stage, "bob", "b1");

            ServiceCounters counters = stage.service().counters();
            long before = counters.reloads();
            stage.writeUsers("{" + user("alice", PasswordHashing.bcrypt("a2", 4)) + ", " + BOB + "}");
            await().atMost(PATIENCE).until(() -> counters.reloads() > before);

            Refusal.of(stage.as("alice", "a1"), stage, "returned an error: gatehouse: bad_credentials");
            mayLogIn(stage, "alice", "a2");
            assertThat(hashed(stage)).isEqualTo(4);
            mayLogIn(stage, "bob", "b1");
            assertThat(hashed(stage)).as("nothing about bob has changed").isEqualTo(4);
        }
    }

    @Test
    void aUserWhoWasTakenOutIsOutAtOnce() throws Exception {
        try (Stage stage = stage().open()) {
            mayLogIn(stage, "alice", "a1");

            ServiceCounters counters = stage.service().counters();
            long before = counters.reloads();
            stage.writeUsers("{" + BOB + "}");
            await().atMost(PATIENCE).until(() -> counters.reloads() > before);

            Refusal.of(stage.as("alice", "a1"), stage, "returned an error: gatehouse: bad_credentials");
        }
    }

    @Test
    void whoGuessesLocksOutNobodyButGuessers() throws Exception {
        try (Stage stage = stage().set("failures.per_user", "2")
                .set("failures.window", "1h")
                .open()) {
            ServiceCounters counters = stage.service().counters();
            mayLogIn(stage, "alice", "a1");
            Refusal.of(stage.as("alice", "guess 1"), stage, "returned an error: gatehouse: bad_credentials");
            Refusal.of(stage.as("alice", "guess 2"), stage, "returned an error: gatehouse: bad_credentials");
            assertThat(counters.drops()).isZero();

            Refusal.of(stage.as("alice", "guess 3"));

            assertThat(counters.drops()).as("the third got no answer").isEqualTo(1);
            assertThat(counters.limitations(Limit.USER)).isEqualTo(1);
            assertThat(hashed(stage)).isEqualTo(3);
            mayLogIn(stage, "alice", "a1");
            mayLogIn(stage, "bob", "b1");
        }
    }
}
