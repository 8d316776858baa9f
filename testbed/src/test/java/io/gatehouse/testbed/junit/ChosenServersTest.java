package io.gatehouse.testbed.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.testbed.tools.ToolSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChosenServersTest {
    @Test
    @NeedsTool("nats-server")
    void areTheOldestAndTheUsualOneUnlessOthersAreAskedFor() {
        assertThat(labels(null)).first().isEqualTo("nats-server@2.10.29");
        assertThat(labels(" ")).last().isEqualTo("nats-server");
    }

    @Test
    void areTheWholeListOrWhatIsNamed() {
        assertThat(labels("all"))
                .hasSizeGreaterThan(4)
                .startsWith("nats-server@2.10.29")
                .endsWith("nats-server@" + ToolSpec.NATS_SERVER.pinned());
        assertThat(labels("2.14.10, 2.15.1")).containsExactly("nats-server@2.14.10", "nats-server@2.15.1");
    }

    @Test
    void areKnownVersions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labels("2.9.25"))
                .withMessageStartingWith("Unknown tool 'nats-server@2.9.25'; known are: ");
    }

    private static List<String> labels(@Nullable String wanted) {
        return ChosenServers.chosen(wanted).stream().map(ToolSpec::label).toList();
    }
}
