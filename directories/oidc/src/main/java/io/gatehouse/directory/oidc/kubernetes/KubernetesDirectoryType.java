package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Directories of a cluster's service accounts. */
public final class KubernetesDirectoryType implements DirectoryType {
    /** What {@code type} says. */
    public static final String TYPE = "kubernetes";

    private final KubernetesReader reader;

    /** For the pod that this process may be in. */
    public KubernetesDirectoryType() {
        this(PodEnvironment.current());
    }

    KubernetesDirectoryType(PodEnvironment pod) {
        this.reader = new KubernetesReader(pod);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return KubernetesKeys.ALL;
    }

    @Override
    public void check(Values settings) {
        reader.check(settings);
    }

    @Override
    public List<String> warnings(String name, Values settings) {
        return KubernetesReader.warnings(settings);
    }

    /** Whoever answers in the API server's place could take any token. */
    @Override
    public List<Path> decisiveFiles(Values settings) {
        return Stream.ofNullable(reader.authority(settings)).toList();
    }

    @Override
    public boolean statesRights() {
        return false;
    }

    /** A pod's token tells of the pod, its node and its service account. */
    @Override
    public boolean takesLongCredentials() {
        return true;
    }

    /** A token says itself when it ends, and a review is to tell what was deleted. */
    @Override
    public boolean maybeStale() {
        return false;
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        return KubernetesDirectory.open(reader.settings(name, settings), context.watched());
    }
}
