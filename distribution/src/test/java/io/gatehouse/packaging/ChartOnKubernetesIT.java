package io.gatehouse.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.KubernetesApi;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart renders, as a real API server takes it: every field is known to it, and has a value that it allows. */
@NeedsTool({"helm", "kube-apiserver", "kubectl", "etcd"})
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartOnKubernetesIT {
    @TempDir
    Path folder;

    private final KubernetesApi api = KubernetesApi.start();

    static List<Path> values() throws IOException {
        return Chart.values();
    }

    @BeforeAll
    void prepare() throws Exception {
        api.namespace("nats");
        String monitors = Chart.values("everything")
                .resolveSibling("servicemonitor-crd.yaml")
                .toAbsolutePath()
                .toString();
        kubectl("apply", "-f", monitors).good();
        kubectl("wait", "--for=condition=Established", "crd/servicemonitors.monitoring.coreos.com", "--timeout=60s")
                .good();
    }

    @AfterAll
    void close() {
        api.close();
    }

    @ParameterizedTest
    @MethodSource("values")
    void theApiServerTakes(Path values) throws Exception {
        String told = apply(Chart.rendered("-f", values.toString())).good();

        assertThat(told)
                .contains("deployment.apps/", "poddisruptionbudget.policy/", "networkpolicy.networking.k8s.io/")
                .doesNotContain("Warning");
    }

    /** Otherwise the test above would show nothing. */
    @Test
    void theApiServerRefusesAFieldThatItDoesNotKnow() throws Exception {
        String rendered = Chart.rendered("-f", Chart.values("operator").toString());

        assertThat(apply(rendered.replace("maxSurge:", "maxSurplus:")).bad()).contains("maxSurplus");
        assertThat(apply(rendered.replace(
                                "unhealthyPodEvictionPolicy: AlwaysAllow", "unhealthyPodEvictionPolicy: Never"))
                        .bad())
                .contains("unhealthyPodEvictionPolicy");
    }

    /** A namespace that takes none but restricted pods has nothing to say of ours. */
    @Test
    void thePodIsARestrictedOne() throws Exception {
        kubectl("label", "namespace", "nats", "pod-security.kubernetes.io/warn=restricted")
                .good();

        String told =
                apply(Chart.rendered("-f", Chart.values("operator").toString())).good();

        assertThat(told).doesNotContain("violate", "Warning");
    }

    private Finished apply(String rendered) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("rendered.yaml"), rendered);
        return kubectl("apply", "-n", "nats", "--dry-run=server", "--validate=strict", "-f", file.toString());
    }

    private Finished kubectl(String... words) throws IOException, InterruptedException {
        String program = Tools.find(ToolSpec.KUBECTL).path().toString();
        return Finished.of(
                Stream.concat(Stream.of(program), Stream.of(words)).toList(),
                Map.of("KUBECONFIG", api.kubeconfig().toString()));
    }
}
