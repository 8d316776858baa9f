package io.gatehouse.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart, rendered by the real helm, in a home of its own. */
final class Chart {
    static final Path FOLDER =
            Path.of("../packaging/helm/gatehouse").toAbsolutePath().normalize();

    /** The version that it is rendered for where there is no cluster to ask: a helm of another build takes another for the usual one. */
    private static final String KUBERNETES = "1.34";

    /** Values that people might give. */
    private static final Path VALUES = Path.of("src/test/resources/io/gatehouse/packaging");

    private Chart() {}

    /** The files of values, by name. */
    static List<Path> values() throws IOException {
        try (Stream<Path> files = Files.list(VALUES)) {
            return files.filter(file -> file.toString().endsWith(".values.yaml"))
                    .sorted()
                    .toList();
        }
    }

    static Path values(String name) {
        return VALUES.resolve(name + ".values.yaml");
    }

    static Finished helm(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Tools.find(ToolSpec.HELM).path().toString());
        command.addAll(List.of(words));
        if (words[0].equals("template")) {
            command.addAll(List.of("--kube-version", KUBERNETES));
        }
        String nowhere = Path.of("target", "helm").toAbsolutePath().toString();
        return Finished.of(
                command,
                Map.of(
                        "HELM_CACHE_HOME", nowhere,
                        "HELM_CONFIG_HOME", nowhere,
                        "HELM_DATA_HOME", nowhere,
                        "KUBECONFIG", nowhere + "/none"));
    }

    /** What is installed as the release {@code gate} in the namespace {@code nats}. */
    static String rendered(String... more) throws IOException, InterruptedException {
        return helm(Stream.concat(Stream.of("template", "gate", FOLDER.toString(), "-n", "nats"), Stream.of(more))
                        .toArray(String[]::new))
                .good();
    }

    /** The only object of that kind. */
    static Yaml object(String rendered, String kind) {
        List<Yaml> found = Yaml.all(rendered).stream()
                .filter(object -> object.at("kind").text().equals(kind))
                .toList();
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }
}
