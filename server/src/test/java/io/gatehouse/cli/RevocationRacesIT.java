package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A thousand users who are disabled while they log in, in a file and where only an admin request tells of it: three servers, two instances,
 * users in a file and in a web service, whose answers are remembered.
 */
@AgainstNatsServer
@Tag("full")
@SuppressWarnings({"try", "NullAway.Init"}) // closing may be interrupted
class RevocationRacesIT {
    private static final int TRIES = 1_000;

    /** Ten admin requests a second are answered by each of the two instances. */
    private static final int MILLIS_APART = 60;

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static CountedWebService web;
    private static RevocationStage cluster;

    @BeforeAll
    static void open() throws Exception {
        web = new CountedWebService();
        cluster = RevocationStage.open(
                "{}",
                Map.of(
                        "directories.web.type", "http",
                        "directories.web.url", web.url(),
                        "directories.web.match.user", "w-*",
                        "directories.web.cache.negative_ttl", "0s",
                        "directories.users.reload", "20ms",
                        "callout.directory_order", "web,users",
                        "failures.per_user_and_source", "0",
                        "failures.per_user", "0",
                        "failures.per_source", "0"));
    }

    @AfterAll
    static void close() {
        cluster.close();
        web.close();
    }

    @Test
    void noneOfAThousandLoginsSurvivesThatAreUnderWayWhenTheFileChanges() throws Exception {
        int in = new RevocationRace(cluster, "f-race", "f1", new UsersOfTheFile()).nobodySurvives(TRIES);

        assertThat(in).as("let in, and closed").isPositive();
    }

    @Test
    void noneOfAThousandLoginsSurvivesThatAreUnderWayWhenAnAdminRequestComes() throws Exception {
        int in = new RevocationRace(cluster, "w-race", CountedWebService.PASSWORD, new UsersOfTheWeb())
                .nobodySurvives(TRIES);

        assertThat(in).as("let in, and closed").isPositive();
    }

    /** Users of the file that both instances read. */
    private static final class UsersOfTheFile implements RevocationRace.Users {
        private final TreeSet<String> enabled = new TreeSet<>();

        @Override
        public void enable(String name) {
            enabled.add(name);
            write();
        }

        @Override
        public void disable(String name) {
            enabled.remove(name);
            write();
        }

        private void write() {
            cluster.stage()
                    .writeUsers(enabled.stream()
                            .map(name -> "\"" + name + "\": {\"pass\": \"f1\", \"account\": \"APP1\"}")
                            .collect(Collectors.joining(", ", "{", "}")));
        }
    }

    /** Users of a service that tells nobody who has changed, until somebody asks an instance to revoke them. */
    private static final class UsersOfTheWeb implements RevocationRace.Users {
        private int requests;

        @Override
        public void enable(String name) {
            web.enable(name);
        }

        @Override
        public void disable(String name) {
            web.disable(name);
            int instance = requests++ % 2;
            await().pollDelay(Duration.ZERO)
                    .atMost(PATIENCE)
                    .until(() -> cluster.revoke(instance, "{\"user\":\"" + name + "\"}")
                            .startsWith("{\"closed\":"));
        }

        @Override
        public void pace() throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(MILLIS_APART);
        }
    }
}
