package io.gatehouse.cli;

import io.gatehouse.cli.EveryDirectory.Named;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All types of directories, with the service accounts of a cluster, which are reviewed by a real API server. */
@AgainstNatsServer
@NeedsTool({"slapd", "postgres", "oidc-provider", "kube-apiserver", "etcd"})
@Tag("full")
class EveryDirectoryAndPodsIT extends EveryDirectoryContract {
    @Override
    EveryDirectory backends(Path folder) throws Exception {
        return EveryDirectory.withPods(folder);
    }

    @Test
    void aClusterThatIsDownKeepsNobodyElseOut() throws Exception {
        stage().assertOthersAreServedWithout(Named.PODS);
    }

    /** A token of the cluster is none of the provider, which is asked about what is no JWT. It is not started again. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aProviderThatIsDownKeepsNobodyOfTheClusterOut() throws Exception {
        stage().directories().stop(Named.SSO);
        stage().logIn(Named.PODS);
    }
}
