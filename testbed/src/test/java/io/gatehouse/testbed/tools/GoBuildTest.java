package io.gatehouse.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoBuildTest {
    @TempDir
    Path folder;

    @Test
    void saysWhenGoIsTooOld() throws Exception {
        Scripts.saying(folder.resolve("bin/go"), "go1.19.8");

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> build(ToolSpec.NATS_SERVER))
                .withMessage("Go 1.19.8 is too old: nats-server 2.15.3 needs Go 1.26.0 or newer");
    }

    static Stream<ToolSpec> builtWithGo() {
        return Stream.concat(
                Stream.of(
                        ToolSpec.NATS_SERVER,
                        ToolSpec.NSC,
                        ToolSpec.NATS,
                        ToolSpec.PROMTOOL,
                        ToolSpec.PROMETHEUS,
                        ToolSpec.CLIENT_GO,
                        ToolSpec.KUBE_APISERVER,
                        ToolSpec.KUBECTL,
                        ToolSpec.HELM),
                ToolSpec.servers().stream());
    }

    @ParameterizedTest
    @MethodSource("builtWithGo")
    void buildsThePinnedModuleAndNothingElse(ToolSpec spec) throws Exception {
        Scripts.write(
                folder.resolve("bin/go"),
                "[ $1 = env ] && { echo go1.99.0; exit; }",
                "[ $GOTOOLCHAIN = local ] && [ $GOWORK = off ] && [ -f go.sum ] || exit 9",
                "echo \"$@\" > arguments; cp go.mod module; touch \"$6\"");

        assertThat(build(spec)).isEqualTo(folder.resolve(spec.command())).exists();
        assertThat(folder.resolve("arguments"))
                .content()
                .startsWith("build -mod=readonly -trimpath")
                .endsWith(" " + spec.goPackage() + "\n");
        assertThat(folder.resolve("module"))
                .content()
                .containsPattern("(github.com/(nats-io|prometheus)|k8s.io|helm.sh)/\\S+ v"
                        + module(spec).replace(".", "\\.") + "( |\n)");
    }

    /** Prometheus writes 3.5.1 as 0.305.1 where Go wants a version of its module. */
    private static String module(ToolSpec spec) {
        ToolVersion version = ToolVersion.of(spec.pinned());
        return spec.goPackage().startsWith("github.com/prometheus/")
                ? "0.%d%02d.%d".formatted(version.major(), version.minor(), version.patch())
                : spec.pinned();
    }

    private Path build(ToolSpec spec) throws Exception {
        Host host = new Host(Map.of("PATH", folder.resolve("bin").toString()));
        return new GoBuild(host).fetch(spec, folder);
    }
}
