package io.gatehouse.directory.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.oidc.introspection.IntrospectedTokens;
import io.gatehouse.directory.oidc.introspection.Introspection;
import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.oidc.introspection.WebIntrospection;
import io.gatehouse.directory.oidc.keys.KeySource;
import io.gatehouse.directory.oidc.keys.VerifierFactory;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testbed.OidcProvider;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.RemoteDirectoryContract;
import io.gatehouse.testkit.TestLogin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The directory keeps to the contract with tokens of which only a real provider knows anything. */
@NeedsTool("oidc-provider")
@Tag("heavy")
class IntrospectionContractIT extends RemoteDirectoryContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SECRET = "gatehouse-secret";
    private static final ClaimMappings MAPPINGS =
            new ClaimMappings(new MappedClaim("client_id", ""), new MappedClaim("groups", ""), Map.of());

    private static OidcProvider provider;
    private static FaultProxy proxy;
    private static String alice;
    private static @Nullable WebIntrospection opened;
    private static String revoked;
    private static String foreign;

    private Fault fault = Fault.NONE;

    @BeforeAll
    static void start() throws Exception {
        provider = OidcProvider.start("ES256", Duration.ofHours(1));
        proxy = FaultProxy.before(provider.address());
        alice = provider.opaqueToken("alice");
        revoked = provider.opaqueToken("bob");
        provider.revoke("bob", revoked);
        foreign = TestIssuers.foreignToken();
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.close();
        provider.close();
    }

    private static OidcDirectory open(String secret) {
        int port = proxy.address().getPort();
        IssuerSettings issuer = TestIssuers.mapped(TestIssuers.behind(provider.issuer(), port), MAPPINGS);
        IntrospectionSettings introspection = new IntrospectionSettings(
                IntrospectedTokens.ALL,
                WebUrl.parse("http://127.0.0.1:" + port + "/token/introspection"),
                Header.basic("gatehouse", secret),
                8);
        IssuerSettings asking = TestIssuers.asking(issuer, introspection);
        WebProviderAccess web = new WebProviderAccess("sso", VerifierFactory.fastest());
        WebIntrospection asker = (WebIntrospection) Objects.requireNonNull(web.introspection(asking));
        opened = asker;
        return OidcDirectory.open(new OidcSettings("sso", "oidc", List.of(asking)), new ProviderAccess() {
            @Override
            public KeySource keys(IssuerSettings one) {
                return web.keys(one);
            }

            @Override
            public Introspection introspection(IssuerSettings one) {
                return asker;
            }
        });
    }

    @Override
    protected Directory open() {
        OidcDirectory directory = open(SECRET);
        if (fault == Fault.NONE) {
            await("the keys are known, which come beside what is asked about tokens")
                    .atMost(PATIENCE)
                    .until(() -> Boolean.FALSE.equals(
                            directory.limitations().hasElements().block(PATIENCE)));
        }
        return directory;
    }

    @Override
    protected TestLogin known() {
        return TestLogin.token(alice);
    }

    @Override
    protected boolean tracesItsQuestions() {
        return true;
    }

    @Override
    protected String nameOfKnown() {
        return "alice";
    }

    @Override
    protected TestLogin wrong() {
        return TestLogin.token(revoked);
    }

    @Override
    protected TestLogin unknown() {
        return TestLogin.token(foreign);
    }

    @Override
    protected List<String> secrets() {
        return List.of(
                alice,
                revoked,
                foreign,
                SECRET,
                Header.basic("gatehouse", SECRET).value());
    }

    @Override
    protected void inject(Fault next) {
        fault = next;
        proxy.inject(next);
        // The proxy ends all connections, and a request must not be sent over one whose end is still on its way.
        await().until(() -> opened == null || opened.connections() == 0);
    }

    @Test
    void theClaimsOfTheAnswerAreThoseOfTheToken() throws Exception {
        try (OidcDirectory directory = open(SECRET)) {
            assertThat(TestProviders.ask(directory, TestLogin.password("oidc", alice)))
                    .isInstanceOfSatisfying(LookupResult.Found.class, found -> {
                        assertThat(found.identity().groups()).isEqualTo(Set.of("staff", "ops"));
                        assertThat(found.identity().expiresAt()).isNotNull();
                    });
        }
    }

    @Test
    void aTokenThatIsTakenBackIsRefusedAtOnce() throws Exception {
        try (OidcDirectory directory = open(SECRET)) {
            String token = provider.opaqueToken("bob");
            assertThat(TestProviders.ask(directory, TestLogin.token(token))).isInstanceOf(LookupResult.Found.class);
            provider.revoke("bob", token);

            assertThat(TestProviders.ask(directory, TestLogin.token(token)))
                    .isEqualTo(new LookupResult.Rejected(DenyReason.BAD_CREDENTIALS, "token_not_active"));
        }
    }

    @Test
    void nobodyIsRefusedForOurOwnCredentials() throws Exception {
        try (OidcDirectory directory = open("not-the-secret")) {
            assertThatThrownBy(() -> TestProviders.ask(directory, known()))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("HTTP status 401, so it does not take Gatehouse's own credentials");
            assertThatThrownBy(() -> directory.probe().block(PATIENCE)).hasMessageContaining("own credentials");
        }
    }

    /** This provider knows nothing of its JWTs, and says so for each. */
    @Test
    void aTokenThatTheProviderCannotBeAskedAboutIsNotDecided() throws Exception {
        try (OidcDirectory directory = open(SECRET)) {
            TestLogin login = TestLogin.token(provider.token("alice"));

            assertThatThrownBy(() -> TestProviders.ask(directory, login))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessageContaining("for this one token");
        }
    }
}
