package io.gatehouse.cli;

import io.gatehouse.testbed.KubernetesApi;
import java.io.IOException;

/**
 * A real API server with a service account that Gatehouse has there, which may have tokens reviewed, and {@code invoicer} of {@code
 * billing}.
 *
 * @param own the token of Gatehouse
 * @param token one of the invoicer, for NATS
 * @param forged the same with a signature of another
 */
record PodCluster(KubernetesApi api, String own, String token, String forged) implements AutoCloseable {
    static PodCluster start() throws IOException {
        KubernetesApi api = KubernetesApi.start();
        api.namespace("gatehouse");
        api.account("gatehouse", "gatehouse");
        api.letReview("gatehouse", "gatehouse");
        api.namespace("billing");
        api.account("billing", "invoicer");
        String token = api.token("billing", "invoicer", "nats", "");
        String other = api.token("billing", "invoicer", "nats", "");
        return new PodCluster(
                api, api.token("gatehouse", "gatehouse", "", ""), token, EveryDirectory.forged(token, other));
    }

    int port() {
        return api.address().getPort();
    }

    @Override
    public void close() {
        api.close();
    }
}
