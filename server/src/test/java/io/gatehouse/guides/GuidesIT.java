package io.gatehouse.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every guide does what it says, with the real nats-server and nats, and with Gatehouse as a process of its own; {@link
 * WalkthroughIT} is for the one that needs nsc too.
 */
@AgainstNatsServer
@NeedsTool("nats")
class GuidesIT {
    private static final Path GUIDES = Path.of("..", "docs", "guides");

    static List<Guide> guides() throws IOException {
        List<Guide> guides;
        try (Stream<Path> files = Files.list(GUIDES)) {
            guides = files.filter(file -> !file.equals(WalkthroughIT.PAGE))
                    .sorted()
                    .map(GuidesIT::read)
                    .toList();
        }
        assertThat(guides).hasSizeGreaterThan(3);
        return guides;
    }

    @ParameterizedTest
    @MethodSource("guides")
    void runsAsWritten(Guide guide) throws Exception {
        assertThat(guide.blocks()).isNotEmpty();
        GuideRun.of(guide, "nats");
    }

    private static Guide read(Path file) {
        try {
            return Guide.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
