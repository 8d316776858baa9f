package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.pki.ExpiringServer;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultyNames;
import io.gatehouse.testkit.OutageContract;
import io.gatehouse.testkit.TestLogin;
import io.gatehouse.testkit.UnavailableHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Logins while a real API server cannot be asked, for a review of each token or for its keys. */
@NeedsTool({"kube-apiserver", "etcd"})
@Tag("full")
class KubernetesOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The default of {@code pool_size}. */
    private static final int POOL = 32;

    private static final String[] ACCOUNTS = {"invoicer", "reporter"};

    /** More than one for each account, as pods have them: the same token is asked about once at a time. */
    private static final int TOKENS = 100;

    private static final FaultyNames NAMES = new FaultyNames();

    @TempDir
    private static Path folder;

    private static TestCluster cluster;
    private static ExpiringServer tls;
    private static UnavailableHttp unavailable;
    private static UnavailableHttp expired;
    private static Path trusted;
    private static String[] tokens;
    /** What is none of a service account. */
    private static String foreign;

    /** That of a service account of another cluster. */
    private static String foreignAccount;

    /** The secret that our own token ends with; null while it ends with none. */
    private static @Nullable String mark;

    private static int marks;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start();
        tls = ExpiringServer.of(FaultyNames.HOST, folder);
        unavailable = new UnavailableHttp(tls.valid());
        expired = new UnavailableHttp(tls.expired());
        trusted = Files.writeString(
                folder.resolve("trusted.pem"),
                Files.readString(cluster.api().authority()) + Files.readString(tls.ca()));
        tokens = new String[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            tokens[i] = cluster.token(ACCOUNTS[i % ACCOUNTS.length]);
        }
        TestKey key = TestKey.generate(SigningAlgorithm.ES256, "other");
        foreign = new ClusterToken().with("sub", "alice").signed(key);
        foreignAccount = new ClusterToken().signed(key);
    }

    @AfterAll
    static void stop() throws IOException {
        expired.close();
        unavailable.close();
        cluster.close();
    }

    @Nested
    class ByKeys extends Outage {
        @Override
        KubernetesMode mode() {
            return KubernetesMode.JWKS;
        }

        /** It is asked for its keys all the time. */
        @Override
        String more() {
            return "refresh_interval: 1s";
        }

        @Override
        protected TestLogin unknown(int number) {
            return TestLogin.token(foreign);
        }
    }

    @Nested
    class ByReview extends Outage {
        @Override
        KubernetesMode mode() {
            return KubernetesMode.TOKEN_REVIEW;
        }

        @Override
        String more() {
            return "";
        }

        @Override
        protected TestLogin unknown(int number) {
            return TestLogin.token(foreignAccount);
        }
    }

    abstract static class Outage extends OutageContract {
        abstract KubernetesMode mode();

        /** What is configured beside. */
        abstract String more();

        @Override
        protected String label() {
            return "kubernetes " + mode().name().toLowerCase(Locale.ROOT);
        }

        @Override
        protected Set<Fault> faults() {
            return EnumSet.complementOf(EnumSet.of(Fault.NONE));
        }

        @Override
        protected Directory open(Fault fault) throws IOException {
            if (fault == Fault.CREDENTIALS_EXPIRED) {
                mark = "mark-" + marks++;
                cluster.renewUntilRevoked(mark);
            }
            String yaml = cluster.yaml(mode(), more())
                    .replace("127.0.0.1", FaultyNames.HOST)
                    .replace(cluster.api().authority().toString(), trusted.toString());
            Directory directory = TestClusters.open(folder, HostResolver.of("pods", NAMES), yaml);
            directory.probe().block(PATIENCE);
            return directory;
        }

        @Override
        protected TestLogin right(int number) {
            return TestLogin.token(tokens[number % TOKENS]);
        }

        @Override
        protected String nameOf(int number) {
            return "system:serviceaccount:billing:" + ACCOUNTS[number % ACCOUNTS.length];
        }

        /** With the signature of another one. */
        @Override
        protected TestLogin wrong(int number) {
            String token = tokens[number % TOKENS];
            String other = tokens[(number + 1) % TOKENS];
            return TestLogin.token(
                    token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')));
        }

        @Override
        protected void inject(Fault fault) throws IOException {
            NAMES.gone(fault == Fault.NAME_GONE);
            if (mark != null) {
                changeOwnToken(fault, mark);
            }
            switch (fault) {
                case BUSY -> cluster.proxy().divert(unavailable.address());
                case CERTIFICATE_EXPIRED -> cluster.proxy().divert(expired.address());
                default -> cluster.proxy().inject(fault);
            }
        }

        /** It ends at the beginning of the fault, and there is another when it is over. */
        private static void changeOwnToken(Fault fault, String secret) throws IOException {
            if (fault == Fault.CREDENTIALS_EXPIRED) {
                cluster.revoke(secret);
            } else {
                mark = null;
                String unused = cluster.renew("");
            }
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
