package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.config.Configuration;
import io.gatehouse.config.Entry;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.ReloadRecorder;
import io.gatehouse.testkit.TestLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Directories of service accounts, as a configuration tells of them. */
final class TestClusters {
    static final PodEnvironment NO_POD = new PodEnvironment(null, null, Path.of("/nowhere"));
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TestClusters() {}

    static Values values(Path folder, PodEnvironment pod, String... yaml) {
        try {
            Path file = Files.writeString(folder.resolve("cluster.yaml"), String.join("\n", yaml));
            List<Entry> keys = new KubernetesDirectoryType(pod).keys();
            Values values = new Configuration(new Section("", keys), Map.of(), folder).read(file);
            values.readAll(keys);
            new KubernetesDirectoryType(pod).check(values);
            values.throwProblems();
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KubernetesSettings settings(Path folder, PodEnvironment pod, String... yaml) {
        return new KubernetesReader(pod).settings("pods", values(folder, pod, yaml));
    }

    static KubernetesDirectory open(Path folder, String... yaml) {
        return KubernetesDirectory.open(settings(folder, NO_POD, yaml), () -> ReloadRecorder.NONE);
    }

    static KubernetesDirectory open(Path folder, InstantSource clock, String... yaml) {
        KubernetesSettings settings = settings(folder, NO_POD, yaml);
        return KubernetesDirectory.open(settings, () -> ReloadRecorder.NONE, HostResolver.of(settings.name()), clock);
    }

    static KubernetesDirectory open(Path folder, HostResolver hosts, String... yaml) {
        return KubernetesDirectory.open(
                settings(folder, NO_POD, yaml), () -> ReloadRecorder.NONE, hosts, InstantSource.system());
    }

    /** What becomes of a token; an error where that is not decided. */
    static LookupResult ask(Directory directory, String token) {
        Lookup lookup = directory.lookup(TestLogin.token(token).request());
        return lookup == null
                ? LookupResult.NotMine.NOT_MINE
                : Objects.requireNonNull(lookup.start(LookupTerms.until(System.nanoTime() + PATIENCE.toNanos()))
                        .mono()
                        .block(PATIENCE));
    }
}
