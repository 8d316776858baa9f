package io.gatehouse.directory.oidc.kubernetes;

import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.RemoteDirectoryContract;
import io.gatehouse.testkit.TestLogin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The directory keeps to the contract with the tokens of a real API server, by its keys and by its reviews. */
@NeedsTool({"kube-apiserver", "etcd"})
@Tag("full")
class KubernetesDirectoryContractIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static TestCluster cluster;
    private static String right;
    private static String forged;
    private static String foreign;

    @BeforeAll
    static void start() throws IOException {
        cluster = TestCluster.start();
        right = cluster.tokenOfPod("invoicer-0");
        String other = cluster.token("reporter");
        forged = right.substring(0, right.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
        foreign = new ClusterToken().with("sub", "alice").signed(TestKey.generate(SigningAlgorithm.ES256, "other"));
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Nested
    class ByKeys extends Contract {
        ByKeys() {
            super(KubernetesMode.JWKS);
        }

        @Override
        TestLogin bringing(String token) {
            return TestLogin.token(token);
        }
    }

    @Nested
    class ByReview extends Contract {
        ByReview() {
            super(KubernetesMode.TOKEN_REVIEW);
        }

        @Override
        TestLogin bringing(String token) {
            return TestLogin.token(token);
        }
    }

    @Nested
    class ByReviewOfThePassword extends Contract {
        ByReviewOfThePassword() {
            super(KubernetesMode.TOKEN_REVIEW);
        }

        @Override
        TestLogin bringing(String token) {
            return TestLogin.password("pod", token);
        }

        @Override
        @Nullable String more() {
            return "user: pod";
        }
    }

    abstract static class Contract extends RemoteDirectoryContract {
        private final KubernetesMode mode;
        private Fault fault = Fault.NONE;
        private @Nullable KubernetesDirectory directory;

        Contract(KubernetesMode mode) {
            this.mode = mode;
        }

        abstract TestLogin bringing(String token);

        @Nullable String more() {
            return null;
        }

        @Override
        protected boolean tracesItsQuestions() {
            return mode == KubernetesMode.TOKEN_REVIEW;
        }

        @Override
        protected Directory open() {
            KubernetesDirectory opened = cluster.open(mode, more());
            directory = opened;
            if (fault == Fault.NONE) {
                await("it can be decided")
                        .atMost(PATIENCE)
                        .until(() -> Boolean.TRUE.equals(opened.probe()
                                .thenReturn(true)
                                .onErrorReturn(false)
                                .block(PATIENCE)));
            }
            return opened;
        }

        @Override
        protected TestLogin known() {
            return bringing(right);
        }

        @Override
        protected String nameOfKnown() {
            return "system:serviceaccount:billing:invoicer";
        }

        @Override
        protected TestLogin wrong() {
            return bringing(forged);
        }

        @Override
        protected TestLogin unknown() {
            return bringing(foreign);
        }

        @Override
        protected List<String> secrets() {
            try {
                return List.of(right, forged, foreign, cluster.ownToken());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Which ends connections; that they have ended is to be known before a lookup is given one of them. */
        @Override
        protected void inject(Fault next) {
            fault = next;
            cluster.proxy().inject(next);
            KubernetesDirectory opened = directory;
            if (opened != null) {
                await("connections are gone").atMost(PATIENCE).until(() -> opened.connections() == 0);
            }
        }
    }
}
