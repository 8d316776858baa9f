package io.gatehouse.guides;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every guide does what it says, with the real nats-server and nats, and with Gatehouse as a process of its own; {@link
 * NscGuidesIT} is for those that need nsc too, {@link ClientGuidesIT} for those with programs of client libraries.
 */
@AgainstNatsServer
@NeedsTool({"nats", "curl", "openssl"})
@Tag("heavy")
class GuidesIT {
    /** A module of its own, whose tests execute the guide that uses it. */
    private static final String LOAD_TOOL = "gatehouse load";

    static List<Guide> guides() throws IOException {
        return Guide.all().stream()
                .filter(guide -> !guide.isOfAnotherModule()
                        && !guide.uses("kubectl")
                        && !guide.uses(NscGuidesIT.NSC)
                        && !guide.uses(LOAD_TOOL)
                        && !guide.uses(ClientGuidesIT.PYTHON))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("guides")
    void runsAsWritten(Guide guide) throws Exception {
        GuideRun.of(guide, "nats");
    }
}
