package io.gatehouse.guides;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the guide says about keys that nsc holds, with two servers, each of which restarts twice. */
@AgainstNatsServer
@NeedsTool({"nsc", "nats", "curl", "openssl"})
@Tag("full")
class OperatorGuideIT {
    /** A function of that page alone. */
    static final String RESTARTS = "restart_both";

    @Test
    void runsAsWritten() throws Exception {
        GuideRun.of(Guide.named("rotation-operator.md"), NscGuidesIT.NSC, "nats");
    }
}
