package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whose rights another configuration changes, where users are in a bucket. */
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class ExplainBucketIT {
    private static final String ANNA = "{\"pass\": \"a1\", \"account\": \"APP1\", \"groups\": [\"staff\"]}";
    private static final String BERT = "{\"pass\": \"b1\", \"account\": \"APP1\"}";

    private static Path settings(Stage stage, String name, String gives) throws IOException {
        return Files.writeString(
                stage.deployment().dir().resolve(name),
                Files.readString(stage.deployment().settings()) + "rules: {staff: {if: {group: staff}, give: {" + gives
                        + "}}}\n");
    }

    private static String compared(Stage stage, int exitCode, Path before, Path after, String... more) {
        Cli cli = new Cli(stage.deployment().dir());
        String[] line = Stream.of(
                        List.of("explain", "-c", before.toString(), "--against", after.toString()),
                        BucketStages.options(stage),
                        List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new);
        assertThat(cli.run(line)).as(cli.err() + cli.out()).isEqualTo(exitCode);
        return cli.out();
    }

    @Test
    void usersOfTheBucketAreComparedAsThoseOfFiles() throws Exception {
        try (Stage stage = KvServiceIT.stage().openWithoutService();
                Connection admin = BucketStages.admin(stage)) {
            KeyValue users = BucketStages.bucket(admin, "USERS");
            users.put("s-anna", ANNA);
            users.put("s-bert", BERT);
            Path before = settings(stage, "before.yaml", "session: 1h");
            Path after = settings(stage, "after.yaml", "refuse: true");

            assertThat(compared(stage, 1, before, after))
                    .contains("s-anna (staff)\n", "+ verdict     denied: refused\n")
                    .doesNotContain("s-bert", "fred")
                    .contains("3 users compared, the rights of 1 change\n");
            assertThat(compared(stage, 0, before, before)).contains("3 users compared, the rights of 0 change\n");
            assertThat(compared(stage, 0, before, after, "--users", "s-bert"))
                    .contains("1 user compared, the rights of 0 change\n");

            users.put("s-bert", ANNA);
            assertThat(compared(stage, 1, before, after)).contains("s-bert (staff)\n", "the rights of 2 change\n");
        }
    }
}
