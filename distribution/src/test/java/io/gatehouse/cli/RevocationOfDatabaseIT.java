package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A user who is disabled in a database that tells of it is closed on a server where no instance is. */
@AgainstNatsServer
@NeedsTool("postgres")
@Tag("heavy")
@SuppressWarnings("try") // closing may be interrupted
class RevocationOfDatabaseIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BERT = "pg-bert";

    @Test
    void aUserWhomTheDatabaseTellsOfIsClosedWithinASecond() throws Exception {
        try (StaffDatabase database = StaffDatabase.start("secret");
                RevocationStage cluster = RevocationStage.open(
                        "{\"alice\": {\"pass\": \"a1\", \"account\": \"APP1\"}}",
                        Map.of(
                                "callout.allowed_accounts", "*",
                                "directories.staff.type", "postgres",
                                "directories.staff.url",
                                        "postgresql://gatehouse:secret@127.0.0.1:"
                                                + database.server().port() + "/postgres",
                                "directories.staff.query",
                                        "SELECT name, password, 'APP1' AS account FROM users WHERE name = :user",
                                "directories.staff.listen", "gatehouse_users",
                                "callout.directory_order", "staff,users"))) {
            await().atMost(PATIENCE)
                    .until(() -> cluster.isLetIn(2, BERT, EveryDirectory.PASSWORD));
            try (RevokedClient bert = new RevokedClient(cluster.at(2, BERT, EveryDirectory.PASSWORD))) {
                bert.isClosedWithin(Duration.ofSeconds(1), () -> {
                    database.sql("UPDATE users SET password = NULL WHERE name = '" + BERT + "'");
                    database.sql("NOTIFY gatehouse_users, '" + BERT + "'");
                });
            }
            assertThat(cluster.isLetIn(2, BERT, EveryDirectory.PASSWORD))
                    .isFalse();
        }
    }
}
