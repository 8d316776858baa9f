package io.gatehouse.directory.oidc;

import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.Directory;
import io.gatehouse.testbed.OidcProvider;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.RemoteDirectoryContract;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The directory keeps to the contract with the tokens of a real provider, however a client brings them. */
@NeedsTool("oidc-provider")
@Tag("heavy")
class OidcDirectoryContractIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static OidcProvider provider;
    private static FaultProxy proxy;
    private static String alice;
    private static String forged;
    private static String foreign;

    @BeforeAll
    static void start() throws Exception {
        provider = OidcProvider.start("ES256", Duration.ofHours(1));
        proxy = FaultProxy.before(provider.address());
        alice = provider.token("alice");
        String bob = provider.token("bob");
        forged = alice.substring(0, alice.lastIndexOf('.')) + bob.substring(bob.lastIndexOf('.'));
        foreign = TestIssuers.foreignToken();
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.close();
        provider.close();
    }

    @Nested
    class AsToken extends Contract {
        @Override
        TestLogin bringing(String token) {
            return TestLogin.token(token);
        }
    }

    @Nested
    class AsPassword extends Contract {
        @Override
        TestLogin bringing(String token) {
            return TestLogin.password("oidc", token);
        }

        @Override
        @Nullable String user() {
            return "oidc";
        }
    }

    abstract static class Contract extends RemoteDirectoryContract {
        private Fault fault = Fault.NONE;

        abstract TestLogin bringing(String token);

        @Nullable String user() {
            return null;
        }

        @Override
        protected Directory open() {
            Directory directory = OpenedDirectory.open(
                    user(),
                    TestIssuers.behind(provider.issuer(), proxy.address().getPort()));
            if (fault == Fault.NONE) {
                await("the keys are known")
                        .atMost(PATIENCE)
                        .until(() -> Boolean.TRUE.equals(directory
                                .probe()
                                .thenReturn(true)
                                .onErrorReturn(false)
                                .block(PATIENCE)));
            }
            return directory;
        }

        @Override
        protected TestLogin known() {
            return bringing(alice);
        }

        @Override
        protected String nameOfKnown() {
            return "alice";
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
            return List.of(alice, forged, foreign);
        }

        @Override
        protected void inject(Fault next) {
            fault = next;
            proxy.inject(next);
        }
    }
}
