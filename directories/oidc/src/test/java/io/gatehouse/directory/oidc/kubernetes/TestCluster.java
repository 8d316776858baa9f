package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.testbed.KubernetesApi;
import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.testkit.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A real API server with the namespace billing, in which two service accounts and a pod are, and a service account of our own that may
 * have tokens reviewed; behind a proxy that faults can be injected into.
 *
 * @param own the file with our own token
 */
record TestCluster(KubernetesApi api, FaultProxy proxy, Path folder, Path own) implements AutoCloseable {
    static final String AUDIENCE = "nats";

    static TestCluster start() throws IOException {
        KubernetesApi api = KubernetesApi.start();
        Path folder = Files.createTempDirectory("gatehouse-cluster-");
        TestCluster cluster =
                new TestCluster(api, FaultProxy.before(api.address()), folder, folder.resolve("own-token"));
        cluster.fill();
        return cluster;
    }

    private void fill() throws IOException {
        String unused = api.create("/api/v1/namespaces", object("v1", "Namespace", "gatehouse", ""));
        unused = api.create("/api/v1/namespaces", object("v1", "Namespace", "billing", ""));
        account("gatehouse", "gatehouse");
        account("billing", "invoicer");
        account("billing", "reporter");
        unused = api.create("/api/v1/nodes", object("v1", "Node", "node-1", ""));
        pod("invoicer-0");
        unused = api.create(
                "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
                object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "gatehouse", """
                        ,"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"system:auth-delegator"},
                        "subjects":[{"kind":"ServiceAccount","namespace":"gatehouse","name":"gatehouse"}]"""));
        renew("");
    }

    private static String object(String version, String kind, String name, String more) {
        return "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\"}%s}"
                .formatted(version, kind, name, more);
    }

    void account(String namespace, String name) throws IOException {
        String unused = api.create(
                "/api/v1/namespaces/" + namespace + "/serviceaccounts", object("v1", "ServiceAccount", name, ""));
    }

    void deleteAccount(String name) throws IOException {
        api.delete("/api/v1/namespaces/billing/serviceaccounts/" + name);
    }

    /** A pod of the service account invoicer, on a node, which never runs. */
    void pod(String name) throws IOException {
        String unused = api.create("/api/v1/namespaces/billing/pods", object("v1", "Pod", name, """
                ,"spec":{"serviceAccountName":"invoicer","nodeName":"node-1","containers":[{"name":"a","image":"a"}]}"""));
    }

    void deletePod(String name) throws IOException {
        api.delete("/api/v1/namespaces/billing/pods/" + name);
    }

    /** A token of a service account of billing, for NATS. */
    String token(String account) throws IOException {
        return api.token("billing", account, AUDIENCE, "");
    }

    /** A token of the service account invoicer, for NATS, which ends with a pod. */
    String tokenOfPod(String pod) throws IOException {
        return api.token(
                "billing", "invoicer", AUDIENCE, "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"name\":\"" + pod + "\"}");
    }

    /** Writes a new token of our own into its file, bound to that. */
    String renew(String bound) throws IOException {
        String token = api.token("gatehouse", "gatehouse", "", bound);
        Files.writeString(own, token + "\n");
        return token;
    }

    String ownToken() throws IOException {
        return Files.readString(own).strip();
    }

    /** What the configuration says of it. */
    String yaml(KubernetesMode mode, @Nullable String more) {
        return """
                mode: %s
                audiences: %s
                api_server: https://127.0.0.1:%d
                token_file: %s
                tls: {ca: %s}
                %s""".formatted(
                        mode.name().toLowerCase(Locale.ROOT),
                        AUDIENCE,
                        proxy.address().getPort(),
                        own,
                        api.authority(),
                        more == null ? "" : more);
    }

    KubernetesDirectory open(KubernetesMode mode, @Nullable String more) {
        return TestClusters.open(folder, yaml(mode, more));
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        api.close();
        FileTree.delete(folder);
    }
}
