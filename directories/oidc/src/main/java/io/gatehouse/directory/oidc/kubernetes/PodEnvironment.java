package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.web.WebUrl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a pod is given to find the API server of its cluster, and to be known by it.
 *
 * @param host of the API server; null outside of a pod
 * @param port of it
 * @param folder has the token of the pod's service account, and the certificate of the cluster's authority
 */
record PodEnvironment(@Nullable String host, @Nullable String port, Path folder) {
    private static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /** That of this process. */
    static PodEnvironment current() {
        return new PodEnvironment(
                System.getenv("KUBERNETES_SERVICE_HOST"), System.getenv("KUBERNETES_SERVICE_PORT"), FOLDER);
    }

    /**
     * The API server; null outside of a pod.
     *
     * @throws IllegalArgumentException when the variables tell of none that could be asked
     */
    @Nullable WebUrl apiServer() {
        if (host == null || host.isEmpty()) {
            return null;
        }
        String name = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return WebUrl.parse("https://" + name + (port == null || port.isEmpty() ? "" : ":" + port));
    }

    Path token() {
        return folder.resolve("token");
    }

    Path authority() {
        return folder.resolve("ca.crt");
    }
}
