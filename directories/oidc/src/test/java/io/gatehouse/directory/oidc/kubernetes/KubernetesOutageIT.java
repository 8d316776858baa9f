package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.OutageContract;
import io.gatehouse.testkit.TestLogin;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Logins while a real API server cannot be asked, for its keys or for a review. */
@NeedsTool({"kube-apiserver", "etcd"})
@Tag("full")
class KubernetesOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The default of {@code pool_size}. */
    private static final int POOL = 32;

    private static final String[] ACCOUNTS = {"invoicer", "reporter"};

    private static TestCluster cluster;
    private static String[] tokens;
    private static String forged;
    private static String foreign;

    @BeforeAll
    static void start() throws IOException {
        cluster = TestCluster.start();
        tokens = new String[] {cluster.token(ACCOUNTS[0]), cluster.token(ACCOUNTS[1])};
        forged = tokens[0].substring(0, tokens[0].lastIndexOf('.')) + tokens[1].substring(tokens[1].lastIndexOf('.'));
        foreign = new ClusterToken().with("sub", "alice").signed(TestKey.generate(SigningAlgorithm.ES256, "other"));
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Nested
    class ByKeys extends Outage {
        @Override
        KubernetesMode mode() {
            return KubernetesMode.JWKS;
        }
    }

    @Nested
    class ByReview extends Outage {
        @Override
        KubernetesMode mode() {
            return KubernetesMode.TOKEN_REVIEW;
        }
    }

    abstract static class Outage extends OutageContract {
        abstract KubernetesMode mode();

        @Override
        protected String label() {
            return mode() == KubernetesMode.JWKS ? "kubernetes" : "kubernetes token_review";
        }

        @Override
        protected Directory open(Fault fault) {
            Directory directory = cluster.open(mode(), null);
            directory.probe().block(PATIENCE);
            return directory;
        }

        @Override
        protected TestLogin right(int number) {
            return TestLogin.token(tokens[number % tokens.length]);
        }

        @Override
        protected String nameOf(int number) {
            return "system:serviceaccount:billing:" + ACCOUNTS[number % ACCOUNTS.length];
        }

        @Override
        protected TestLogin wrong(int number) {
            return TestLogin.token(forged);
        }

        @Override
        protected TestLogin unknown(int number) {
            return TestLogin.token(foreign);
        }

        @Override
        protected void inject(Fault fault) {
            cluster.proxy().inject(fault);
        }

        @Override
        protected int connections() {
            return cluster.proxy().connections();
        }

        @Override
        protected int mostConnections() {
            return POOL;
        }
    }
}
