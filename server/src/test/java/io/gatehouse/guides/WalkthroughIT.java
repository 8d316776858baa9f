package io.gatehouse.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * NATS by Example's auth callout walkthrough in operator mode, with the real nsc and nats, and with Gatehouse in the place of
 * its service: as the guide says it.
 */
@AgainstNatsServer
@NeedsTool({"nsc", "nats"})
class WalkthroughIT {
    static final Path PAGE = Path.of("..", "docs", "guides", "decentralized.md");

    /** The flags with which the walkthrough starts its own service. */
    private static final List<String> FLAGS = List.of(
            "-nats.creds=auth.creds",
            "-issuer.seed=AUTH.nk",
            "-xkey.seed=$XKEY_SEED",
            "-signing.keys=$APP1_PUB:APP1.nk,$APP2_PUB:APP2.nk",
            "-users=users.json");

    @Test
    void worksAsTheGuideSaysItWithTheFlagsOfTheWalkthrough() throws Exception {
        Guide guide = Guide.read(PAGE);

        assertThat(guide.script()).contains("gatehouse run \\\n  " + String.join(" \\\n  ", FLAGS) + " >");
        GuideRun.of(guide, "nsc", "nats");
    }
}
