package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.ToolVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServersPageTest {
    @Test
    void everyRowOfThePageIsTriedOnServers() throws Exception {
        assertThat(ServersPage.read().since().keySet())
                .containsExactlyElementsOf(
                        Stream.of(ServerTrait.values()).map(ServerTrait::row).toList());
    }

    @Test
    void thePageNamesTheServersThatTestsRunOn() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "reference", "servers.md"));

        assertThat(ToolSpec.servers()).allSatisfy(server -> assertThat(page).contains(" " + server.pinned()));
    }

    @Test
    void aVersionHoldsForItsLineAndForNewerOnes() {
        ServersPage page = new ServersPage(
                Map.of("two", List.of(new ToolVersion(2, 14, 10), new ToolVersion(2, 15, 3)), "never", List.of()));

        assertThat(page.holds("two", new ToolVersion(2, 14, 10))).isTrue();
        assertThat(page.holds("two", new ToolVersion(2, 15, 2))).isFalse();
        assertThat(page.holds("two", new ToolVersion(2, 15, 3))).isTrue();
        assertThat(page.holds("two", new ToolVersion(2, 16, 0))).isTrue();
        assertThat(page.holds("two", new ToolVersion(2, 12, 15))).isFalse();
        assertThat(page.holds("never", new ToolVersion(2, 16, 0))).isFalse();
    }
}
