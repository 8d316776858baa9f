package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.service.Service;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Instances of one queue group share the logins, and one of them may go at any time. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class QueueGroupIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SHARE = 15;

    /** A password that is checked at once, and one that keeps requests in flight for a while (bcrypt). */
    static Stream<Named<String>> passwords() {
        return Stream.of(Named.of("plain text", "a1"), Named.of("bcrypt", PasswordHashing.bcrypt("a1", 8)));
    }

    @ParameterizedTest
    @MethodSource("passwords")
    void noLoginFailsWhenAnInstanceIsStopped(String stored) throws Exception {
        String users = "{\"alice\": {\"pass\": \"" + stored + "\", \"account\": \"APP1\"}}";
        try (Stage stage = Stage.operator().users(users).open();
                LoginStream logins = LoginStream.start(stage, "alice", "a1", 3)) {
            Service first = stage.service();
            Service second = stage.startService();
            await().atMost(LIMIT)
                    .until(() -> first.counters().grants() >= SHARE
                            && second.counters().grants() >= SHARE);

            stage.stop(first);
            long left = first.counters().grants();
            assertThat(first.counters().requests())
                    .as("every request that the stopped one took is answered")
                    .isEqualTo(left);
            long then = second.counters().grants();
            await().atMost(LIMIT).until(() -> second.counters().grants() >= then + SHARE);

            logins.close();
            assertThat(logins.failures()).isEmpty();
            await().atMost(LIMIT)
                    .until(() -> logins.succeeded() == left + second.counters().grants());
            assertThat(first.counters().grants())
                    .as("none since it was stopped")
                    .isEqualTo(left);
        }
    }
}
