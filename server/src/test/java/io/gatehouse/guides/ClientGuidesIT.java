package io.gatehouse.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guides with programs of client libraries do what they say, each program with its real library. */
@AgainstNatsServer
@NeedsTool({"nats", "openssl", "client-go", "client-js", "client-py"})
@Tag("heavy")
class ClientGuidesIT {
    static final String PYTHON = "python3";

    static List<Guide> guides() throws IOException {
        return Guide.all().stream()
                .filter(guide -> guide.uses(PYTHON) && !guide.isOfAnotherModule())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("guides")
    void runsAsWritten(Guide guide) throws Exception {
        GuideRun.withClientLibraries(guide, "nats");
    }

    @Test
    void everyLibraryIsAsked() throws IOException {
        assertThat(Guide.named("private-inboxes.md").script())
                .contains("go run ask.go", "java Ask.java", "node ask.mjs", "python3 ask.py", "--inbox-prefix");
    }
}
