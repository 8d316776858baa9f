package io.gatehouse.directory.oidc.kubernetes;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testbed.KubernetesApi;
import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.testkit.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    /** For so long an API server itself remembers that a token was good, and a little. */
    static final Duration REMEMBERED = Duration.ofSeconds(15);

    private static final String SECRETS = "/api/v1/namespaces/gatehouse/secrets";

    static TestCluster start() throws IOException {
        KubernetesApi api = KubernetesApi.start();
        Path folder = Files.createTempDirectory("gatehouse-cluster-");
        TestCluster cluster =
                new TestCluster(api, FaultProxy.before(api.address()), folder, folder.resolve("own-token"));
        cluster.fill();
        return cluster;
    }

    private void fill() throws IOException {
        api.namespace("gatehouse");
        api.namespace("billing");
        api.account("gatehouse", "gatehouse");
        api.account("billing", "invoicer");
        api.account("billing", "reporter");
        String unused = api.create("/api/v1/nodes", KubernetesApi.object("v1", "Node", "node-1", ""));
        pod("invoicer-0");
        api.letReview("gatehouse", "gatehouse");
        unused = renew("");
    }

    void deleteAccount(String name) throws IOException {
        api.delete("/api/v1/namespaces/billing/serviceaccounts/" + name);
    }

    /** A pod of the service account invoicer, on a node, which never runs. */
    void pod(String name) throws IOException {
        String unused = api.create("/api/v1/namespaces/billing/pods", KubernetesApi.object("v1", "Pod", name, """
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

    /** Writes a new token of our own, bound to a new secret of that name, which {@link #revoke} deletes. */
    void renewUntilRevoked(String secret) throws IOException {
        String unused = api.create(SECRETS, KubernetesApi.object("v1", "Secret", secret, ""));
        unused = renew("{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"name\":\"" + secret + "\"}");
    }

    /** Ends our own token, and waits until the API server knows, which remembers for some seconds that it was good. */
    void revoke(String secret) throws IOException {
        String token = ownToken();
        api.delete(SECRETS + "/" + secret);
        await("our own token is not taken any more").atMost(REMEMBERED).until(() -> !api.takes(token));
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
