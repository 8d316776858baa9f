package io.gatehouse.guides;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every guide of a directory that needs a library does what it says, with the real backend; {@link GuidesIT} is for the others, {@link
 * KubernetesGuideIT} for those that need a cluster, {@link DomainGuideIT} for those that need a domain controller.
 */
@AgainstNatsServer
@NeedsTool({"nats", "openssl", "slapd", "ldapadd"})
@Tag("heavy")
class ModuleGuidesIT {
    /** Programs that such a page may use. */
    private static final List<String> TOOLS = List.of("nats", "slapd", "ldapadd");

    static List<Guide> guides() throws IOException {
        return Guide.all().stream()
                .filter(guide -> guide.isOfAnotherModule()
                        && !guide.uses(ClientGuidesIT.PYTHON)
                        && !guide.uses(KubernetesGuideIT.KUBECTL)
                        && !GuideDomain.isNeededBy(guide))
                .toList();
    }

    static List<Guide> guidesWithPrograms() throws IOException {
        return Guide.all().stream()
                .filter(guide -> guide.isOfAnotherModule() && guide.uses(ClientGuidesIT.PYTHON))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("guides")
    void runsAsWritten(Guide guide) throws Exception {
        GuideRun.of(guide, tools(guide));
    }

    @ParameterizedTest
    @MethodSource("guidesWithPrograms")
    @NeedsTool({"curl", "client-go", "client-js", "client-py", "oidc-provider"})
    void runsWithClientLibrariesAsWritten(Guide guide) throws Exception {
        GuideRun.withClientLibraries(guide, tools(guide));
    }

    private static String[] tools(Guide guide) {
        return TOOLS.stream().filter(guide::uses).toArray(String[]::new);
    }
}
