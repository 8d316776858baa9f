package io.gatehouse.directory.oidc;

import static io.gatehouse.directory.oidc.TestProviders.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.oidc.introspection.IntrospectedTokens;
import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.oidc.introspection.TokenState;
import io.gatehouse.directory.oidc.keys.IssuerKey;
import io.gatehouse.directory.oidc.keys.IssuerKeys;
import io.gatehouse.directory.oidc.keys.SignatureVerifier;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.directory.oidc.keys.TestKeys;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.testkit.TestLogin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** How much an issuer that is asked about tokens costs others, and itself. */
class AskingIssuersTest {
    private static final TestKey KEY = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final String OTHER = "https://other.example.com";
    private static final IntrospectionSettings ASKED = FakeIntrospection.settings(IntrospectedTokens.JWT);
    private static final TokenState ACTIVE = new TokenState.Active(Map.of("active", true));
    private static final int MOST = ASKED.poolSize() * OidcDirectory.LOOKUPS_FOR_EACH;

    private final FakeIntrospection introspection = new FakeIntrospection();
    private final TestProviders providers = new TestProviders();

    private OidcDirectory open(String... urls) {
        IssuerSettings[] issuers = new IssuerSettings[urls.length];
        for (int i = 0; i < urls.length; i++) {
            providers.keys().put(urls[i], Mono.just(TestKeys.keys(KEY)));
            issuers[i] = TestIssuers.asking(TestIssuers.settings(urls[i], TestIssuers.MAPPINGS, List.of()), ASKED);
        }
        return providers.openAsking(introspection, null, issuers);
    }

    private static TestLogin login(String issuer) {
        return TestLogin.token(TestToken.of(KEY).with("iss", issuer).signed(KEY));
    }

    private static CompletableFuture<LookupResult> begin(OidcDirectory directory) {
        Lookup lookup =
                Objects.requireNonNull(directory.lookup(login(TestToken.ISSUER).request()));
        return lookup.start(LookupTerms.until(Long.MAX_VALUE)).mono().toFuture();
    }

    /** Nobody waits for a place with a provider that does not answer, and there are others for the others. */
    @Test
    void anIssuerThatHangsKeepsNobodyOfTheOthersOut() {
        OidcDirectory directory = open(TestToken.ISSUER, OTHER);
        introspection.says = Mono.never();
        List<CompletableFuture<LookupResult>> waiting = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            waiting.add(begin(directory));
        }
        introspection.says = Mono.just(ACTIVE);

        assertThatThrownBy(() -> ask(directory, login(TestToken.ISSUER)))
                .isInstanceOfSatisfying(
                        UndecidedException.class,
                        full -> assertThat(full.reason()).isEqualTo(Drop.LOOKUPS_FULL));
        assertThat(ask(directory, login(OTHER))).isInstanceOf(Found.class);
        assertThat(directory.backend())
                .as("as many as there may be, however slow one of them is")
                .isEqualTo(new Backend(Integer.MAX_VALUE, Integer.MAX_VALUE, Backend.Probing.NEVER));

        waiting.get(0).cancel(true);
        assertThat(ask(directory, login(TestToken.ISSUER))).isInstanceOf(Found.class);
        assertThat(ask(directory, login(TestToken.ISSUER)))
                .as("places are given back")
                .isInstanceOf(Found.class);
    }

    @Test
    void oneAloneIsAskedAsMuchAsItAnswersInTime() {
        OidcDirectory directory = open(TestToken.ISSUER);
        introspection.says = Mono.never();
        for (int i = 0; i < MOST; i++) {
            assertThat(begin(directory)).isNotDone();
        }
        introspection.says = Mono.just(ACTIVE);

        assertThat(ask(directory, login(TestToken.ISSUER))).isInstanceOf(Found.class);
        assertThat(directory.backend().lookups()).isEqualTo(Backend.ADAPTIVE);
    }

    @Test
    void aSignatureIsCheckedOnce() {
        AtomicInteger checked = new AtomicInteger();
        introspection.says = Mono.just(ACTIVE);
        providers.keys().put(OTHER, Mono.just(counted(checked)));
        OidcDirectory directory = providers.openAsking(
                introspection,
                null,
                TestIssuers.asking(TestIssuers.settings(OTHER, TestIssuers.MAPPINGS, List.of()), ASKED));
        Lookup lookup = Objects.requireNonNull(directory.lookup(login(OTHER).request()));

        assertThat(lookup.kind()).isEqualTo(Lookup.Kind.REMOTE);
        assertThat(lookup.start(LookupTerms.until(Long.MAX_VALUE)).mono().block())
                .isInstanceOf(Found.class);
        assertThat(checked).hasValue(1);
    }

    private static IssuerKeys counted(AtomicInteger checked) {
        IssuerKey key = TestKeys.keys(KEY).keys().get(0);
        SignatureVerifier real = Objects.requireNonNull(key.verifier(SigningAlgorithm.ES256));
        SignatureVerifier counted = (signed, signature) -> {
            checked.incrementAndGet();
            return real.verify(signed, signature);
        };
        return new IssuerKeys(
                List.of(new IssuerKey(key.id(), key.thumbprint(), Map.of(SigningAlgorithm.ES256, counted))), 0);
    }
}
