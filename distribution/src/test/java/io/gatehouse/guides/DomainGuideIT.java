package io.gatehouse.guides;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every guide that needs Active Directory does what it says, with a real domain controller. */
@AgainstNatsServer
@NeedsTool({"nats", "openssl", "ldapadd", "samba-dc"})
@Tag("full")
class DomainGuideIT {
    static List<Guide> guides() throws IOException {
        return Guide.all().stream().filter(GuideDomain::isNeededBy).toList();
    }

    @ParameterizedTest
    @MethodSource("guides")
    void runsAsWritten(Guide guide) throws Exception {
        GuideRun.of(guide, "nats", "ldapadd");
    }
}
