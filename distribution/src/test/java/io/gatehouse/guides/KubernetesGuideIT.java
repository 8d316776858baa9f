package io.gatehouse.guides;

import io.gatehouse.testbed.KubernetesApi;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every guide that needs a cluster does what it says, with a real API server of Kubernetes; no pod of it ever runs. */
@AgainstNatsServer
@NeedsTool({"nats", "kube-apiserver", "kubectl", "helm", "etcd"})
@Tag("full")
class KubernetesGuideIT {
    static final String KUBECTL = "kubectl";

    static List<Guide> guides() throws IOException {
        return Guide.all().stream().filter(guide -> guide.uses(KUBECTL)).toList();
    }

    @ParameterizedTest
    @MethodSource("guides")
    void runsAsWritten(Guide guide) throws Exception {
        try (KubernetesApi cluster = KubernetesApi.start()) {
            GuideRun.inCluster(guide, cluster, "nats", KUBECTL, "helm");
        }
    }
}
