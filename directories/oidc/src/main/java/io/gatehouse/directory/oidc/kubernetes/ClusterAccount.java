package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.oidc.Claims;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A service account of a cluster.
 *
 * @param namespace a label of DNS, so that it has neither a dot nor a colon
 * @param name a name of DNS, which may have dots
 */
record ClusterAccount(String namespace, String name) {
    /** Attributes, and the claims that the API server gives them by. */
    static final Map<String, String> ATTRIBUTES = Map.of(
            "namespace", "kubernetes.io.namespace",
            "service_account", "kubernetes.io.serviceaccount.name",
            "service_account_uid", "kubernetes.io.serviceaccount.uid",
            "pod", "kubernetes.io.pod.name",
            "pod_uid", "kubernetes.io.pod.uid",
            "node", "kubernetes.io.node.name",
            "node_uid", "kubernetes.io.node.uid");

    private static final String PREFIX = "system:serviceaccount:";
    private static final String GROUP = "system:serviceaccounts";
    private static final String EVERYBODY = "system:authenticated";
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
    private static final int LONGEST = 512;

    /** Whose a token says that it is; null when that is no service account. */
    static @Nullable ClusterAccount of(Claims claims) {
        String subject = claims.text("sub");
        if (subject == null || subject.length() > LONGEST || !subject.startsWith(PREFIX)) {
            return null;
        }
        int colon = subject.indexOf(':', PREFIX.length());
        if (colon < 0) {
            return null;
        }
        String namespace = subject.substring(PREFIX.length(), colon);
        String name = subject.substring(colon + 1);
        return NAMESPACE.matcher(namespace).matches() && NAME.matcher(name).matches()
                ? new ClusterAccount(namespace, name)
                : null;
    }

    /** What Kubernetes calls it. */
    String username() {
        return PREFIX + namespace + ":" + name;
    }

    /** The groups that the API server puts every service account into. */
    Set<String> groups() {
        return Set.of(GROUP, GROUP + ":" + namespace, EVERYBODY);
    }
}
