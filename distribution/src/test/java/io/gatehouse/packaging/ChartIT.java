package io.gatehouse.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.NeedsTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The Helm chart as helm sees and renders it. */
@NeedsTool("helm")
@Tag("full")
class ChartIT {
    private static final String[] POD = {"spec", "template", "spec"};

    static List<Path> values() throws IOException {
        return Chart.values();
    }

    @Test
    void helmHasNothingToSayOfTheDefaults() throws Exception {
        assertThat(Chart.helm("lint", "--strict", Chart.FOLDER.toString()).good())
                .doesNotContain("[WARNING]", "[ERROR]");
    }

    @ParameterizedTest
    @MethodSource("values")
    void helmHasNothingToSayOf(Path values) throws Exception {
        assertThat(Chart.helm("lint", "--strict", Chart.FOLDER.toString(), "-f", values.toString())
                        .good())
                .doesNotContain("[WARNING]", "[ERROR]");
    }

    @Test
    void itsVersionIsTheProducts() throws Exception {
        Yaml chart = Yaml.of(Files.readString(Chart.FOLDER.resolve("Chart.yaml")));
        String pom = Files.readString(Path.of("../pom.xml"));

        assertThat(pom).contains("<version>" + chart.at("version").text() + "</version>");
        assertThat(chart.at("appVersion").text()).isEqualTo(chart.at("version").text());
    }

    @Test
    void withoutAConfigurationNothingIsInstalled() throws Exception {
        assertThat(Chart.helm("template", "gate", Chart.FOLDER.toString()).bad())
                .contains("--set-file config=gatehouse.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "replicas=1, replicas",
        "replica=2, replica",
        "antiAffinity=never, antiAffinity",
        "http.port=0, port",
        "terminationGracePeriodSeconds=1, terminationGracePeriodSeconds",
        "image.digest=latest, digest",
        "podDisruptionBudget.maxUnavailable=0, maxUnavailable",
        "podDisruptionBudget.maxUnavailable=0%, maxUnavailable",
        "secrets[0].nam=keys, nam",
        "config=, config"
    })
    void theSchemaRefuses(String value, String named) throws Exception {
        String[] words = {
            "template", "gate", Chart.FOLDER.toString(), "--set", "config.nats.url=nats://n", "--set", value
        };
        assertThat(Chart.helm(words).bad()).contains(named);
    }

    @Test
    void directoriesOfAMapNeedAnOrder() throws Exception {
        String[] words = {
            "template",
            "gate",
            Chart.FOLDER.toString(),
            "--set",
            "config.directories.a.type=file,config.directories.b.type=file"
        };
        assertThat(Chart.helm(words).bad()).contains("callout.directory_order");

        words[words.length - 1] += ",config.callout.directory_order={b,a}";
        assertThat(Chart.helm(words).good()).contains("directory_order:");
    }

    @ParameterizedTest
    @MethodSource("values")
    void instancesAreKeptApartAndReplacedOneByOne(Path values) throws Exception {
        String rendered = Chart.rendered("-f", values.toString());
        Yaml deployment = Chart.object(rendered, "Deployment");
        Yaml budget = Chart.object(rendered, "PodDisruptionBudget");

        assertThat(deployment.at("spec", "replicas").number()).isGreaterThanOrEqualTo(2);
        assertThat(deployment.at("spec", "strategy", "rollingUpdate").value())
                .hasToString(
                        values.equals(Chart.values("everything"))
                                ? "{maxSurge=0, maxUnavailable=1}"
                                : "{maxSurge=1, maxUnavailable=0}");
        assertThat(pod(deployment).at("affinity", "podAntiAffinity").isThere()).isTrue();
        assertThat(budget.at("spec", "maxUnavailable").number())
                .isLessThan(deployment.at("spec", "replicas").number());
        assertThat(budget.at("spec", "selector"))
                .isEqualTo(deployment.at("spec", "selector"))
                .isEqualTo(new Yaml(Map.of(
                        "matchLabels",
                        Map.of("app.kubernetes.io/name", "gatehouse", "app.kubernetes.io/instance", "gate"))));
    }

    /** Where no two instances may share a node and there are no more nodes than instances, one has to go first. */
    @ParameterizedTest
    @CsvSource({"preferred, '{maxSurge=1, maxUnavailable=0}'", "required, '{maxSurge=0, maxUnavailable=1}'"})
    void aRolloutNeedsNoNodeThatMayNotBeThere(String antiAffinity, String rollout) throws Exception {
        String values = Chart.values("operator").toString();
        Yaml deployment =
                Chart.object(Chart.rendered("-f", values, "--set", "antiAffinity=" + antiAffinity), "Deployment");

        assertThat(deployment.at("spec", "strategy", "rollingUpdate").value()).hasToString(rollout);
    }

    /** The namespace's own account is that of every pod without one. */
    @Test
    void tokensAreReviewedByAnAccountThatIsNamed() throws Exception {
        String[] words = with("serviceAccount.create=false,serviceAccount.tokenReview=true");
        assertThat(Chart.helm(words).bad()).contains("serviceAccount.name");

        words[words.length - 1] += ",serviceAccount.name=reviewer";
        Yaml binding = Chart.object(Chart.helm(words).good(), "ClusterRoleBinding");
        assertThat(binding.at("subjects", 0, "name").text()).isEqualTo("reviewer");
    }

    /** No user but its own, no right, nothing to write to but a temporary folder, and no token that it does not need. */
    @ParameterizedTest
    @MethodSource("values")
    void thePodMayDoLittle(Path values) throws Exception {
        Yaml deployment = Chart.object(Chart.rendered("-f", values.toString()), "Deployment");
        Yaml container = pod(deployment).at("containers", 0);

        assertThat(pod(deployment).at("securityContext", "runAsNonRoot").text()).isEqualTo("true");
        assertThat(pod(deployment)
                        .at("securityContext", "seccompProfile", "type")
                        .text())
                .isEqualTo("RuntimeDefault");
        assertThat(container.at("securityContext", "readOnlyRootFilesystem").text())
                .isEqualTo("true");
        assertThat(container.at("securityContext", "allowPrivilegeEscalation").text())
                .isEqualTo("false");
        assertThat(container.at("securityContext", "capabilities", "drop").texts())
                .containsExactly("ALL");
        assertThat(pod(deployment).at("automountServiceAccountToken").text())
                .isEqualTo(values.equals(Chart.values("pods")) ? "true" : "false");
        assertThat(container.at("resources", "limits", "memory").isThere()).isTrue();
    }

    /** A file that is mounted by itself is never seen to change. */
    @ParameterizedTest
    @MethodSource("values")
    void foldersAreMountedAndNoSingleFiles(Path values) throws Exception {
        Yaml container = pod(Chart.object(Chart.rendered("-f", values.toString()), "Deployment"))
                .at("containers", 0);

        assertThat(container.at("volumeMounts").items())
                .isNotEmpty()
                .noneMatch(mount -> mount.at("subPath").isThere())
                .anyMatch(mount -> mount.at("mountPath").text().equals("/etc/gatehouse")
                        && mount.at("readOnly").text().equals("true"));
    }

    /** With the user of the image, where its entry point finds the configuration. */
    @Test
    void itFitsTheImage() throws Exception {
        Yaml deployment =
                Chart.object(Chart.rendered("-f", Chart.values("operator").toString()), "Deployment");
        String dockerfile = Files.readString(Path.of("../Dockerfile"));
        String user = pod(deployment).at("securityContext", "runAsUser").text();

        assertThat(dockerfile)
                .contains("USER " + user + ":" + user + "\n")
                .contains("CMD [\"run\", \"-c\", \"/etc/gatehouse/gatehouse.yaml\"]");
        assertThat(pod(deployment).at("containers", 0, "args").texts())
                .startsWith("run", "-c", "/etc/gatehouse/gatehouse.yaml");
    }

    @Test
    void thePolicyLetsNobodyReadMetricsWhoIsNotNamed() throws Exception {
        Yaml closed = Chart.object(Chart.rendered("-f", Chart.values("operator").toString()), "NetworkPolicy");
        Yaml open = Chart.object(Chart.rendered("-f", Chart.values("everything").toString()), "NetworkPolicy");

        assertThat(closed.at("spec", "ingress").items()).isEmpty();
        assertThat(closed.at("spec", "policyTypes").texts()).containsExactly("Ingress", "Egress");
        assertThat(open.at("spec", "ingress", 0, "from").items()).isNotEmpty();
        assertThat(open.at("spec", "egress").items()).hasSize(3);
    }

    /** Beside whoever reads the metrics, or alone. */
    @ParameterizedTest
    @CsvSource({"operator, 1", "everything, 2"})
    void thePolicyLetsIntoOtherPortsWhoIsNamed(String values, int rules) throws Exception {
        String file = Chart.values(values).toString();
        String rule = "networkPolicy.ingress=[{\"from\":[{\"podSelector\":{}}],\"ports\":[{\"port\":9465}]}]";
        Yaml policy = Chart.object(Chart.rendered("-f", file, "--set-json", rule), "NetworkPolicy");

        assertThat(policy.at("spec", "ingress").items()).hasSize(rules);
        assertThat(policy.at("spec", "ingress", rules - 1, "ports", 0, "port").number())
                .isEqualTo(9465);
    }

    /** What the monitor selects is the service, by a port of its, and the service scrapes who is not ready. */
    @Test
    void prometheusFindsEveryInstance() throws Exception {
        String rendered = Chart.rendered("-f", Chart.values("everything").toString());
        Yaml service = Chart.object(rendered, "Service");
        Yaml monitor = Chart.object(rendered, "ServiceMonitor");
        List<String> selected = monitor.at("spec", "selector", "matchLabels").keys();

        assertThat(selected)
                .isNotEmpty()
                .allSatisfy(label -> assertThat(service.at("metadata", "labels", label))
                        .isEqualTo(monitor.at("spec", "selector", "matchLabels", label)));
        assertThat(service.at("spec", "ports", 0, "name"))
                .isEqualTo(monitor.at("spec", "endpoints", 0, "port"))
                .isEqualTo(service.at("spec", "ports", 0, "targetPort"));
        assertThat(service.at("spec", "publishNotReadyAddresses").text()).isEqualTo("true");
    }

    private static String[] with(String value) {
        return new String[] {
            "template",
            "gate",
            Chart.FOLDER.toString(),
            "-f",
            Chart.values("operator").toString(),
            "--set",
            value
        };
    }

    private static Yaml pod(Yaml deployment) {
        return deployment.at(Stream.of(POD).toArray());
    }
}
