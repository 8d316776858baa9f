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

/** The guides that need nsc do what they say, with the real nats-server, nsc and nats. */
@AgainstNatsServer
@NeedsTool({"nsc", "nats"})
@Tag("heavy")
class NscGuidesIT {
    static final String NSC = "nsc";

    /** The flags with which NATS by Example's auth callout walkthrough starts its own service. */
    private static final List<String> FLAGS = List.of(
            "-nats.creds=auth.creds",
            "-issuer.seed=AUTH.nk",
            "-xkey.seed=$XKEY_SEED",
            "-signing.keys=$APP1_PUB:APP1.nk,$APP2_PUB:APP2.nk",
            "-users=users.json");

    static List<Guide> guides() throws IOException {
        return Guide.all().stream()
                .filter(guide -> guide.uses(NSC) && !guide.script().contains(OperatorGuideIT.RESTARTS))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("guides")
    void runsAsWritten(Guide guide) throws Exception {
        GuideRun.of(guide, NSC, "nats");
    }

    @Test
    void theWalkthroughStartsGatehouseWithTheFlagsOfItsOwnService() throws Exception {
        assertThat(Guide.named("decentralized.md").script())
                .contains("gatehouse run \\\n  " + String.join(" \\\n  ", FLAGS) + " >");
    }
}
