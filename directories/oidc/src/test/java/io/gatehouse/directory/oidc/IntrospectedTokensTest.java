package io.gatehouse.directory.oidc;

import static io.gatehouse.directory.oidc.TestProviders.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.oidc.introspection.IntrospectedTokens;
import io.gatehouse.directory.oidc.introspection.TokenState;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.directory.oidc.keys.TestKeys;
import io.gatehouse.drops.Drop;
import io.gatehouse.passwords.ApiToken;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.text.NamePattern;
import io.gatehouse.testkit.TestLogin;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What is made of tokens by what their issuer says of them, and of which of them it is told. */
class IntrospectedTokensTest {
    private static final TestKey KEY = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey FORGER = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final String OPAQUE = "ya29.a0AfB_by~opaque/token+1==";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final LookupResult NOT_ACTIVE = rejected("token_not_active");

    private final FakeIntrospection introspection = new FakeIntrospection();
    private final TestProviders providers = new TestProviders();

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static Rejected rejected(String detail) {
        return new Rejected(DenyReason.BAD_CREDENTIALS, detail);
    }

    private OidcDirectory open(@Nullable String user, IntrospectedTokens tokens) {
        return open(user, tokens, TestIssuers.settings());
    }

    private OidcDirectory open(@Nullable String user, IntrospectedTokens tokens, IssuerSettings issuer) {
        providers.keys().put(TestToken.ISSUER, Mono.just(TestKeys.keys(KEY)));
        return providers.openAsking(
                introspection, user, TestIssuers.asking(issuer, FakeIntrospection.settings(tokens)));
    }

    /** What is said of a good token, with one change; null for without that. */
    private static TokenState said(String name, @Nullable Object value) {
        Map<String, Object> claims = new HashMap<>();
        claims.putAll(
                Map.of("active", true, "sub", "alice", "aud", "nats", "exp", now() + 600, "token_type", "Bearer"));
        claims.put(name, value);
        claims.values().removeIf(Objects::isNull);
        return new TokenState.Active(claims);
    }

    private static Found found(@Nullable LookupResult result) {
        assertThat(result).isInstanceOf(Found.class);
        return (Found) Objects.requireNonNull(result);
    }

    private @Nullable LookupResult opaque(TokenState says) {
        introspection.says = Mono.just(says);
        return ask(open(null, IntrospectedTokens.OPAQUE), TestLogin.token(OPAQUE));
    }

    @Test
    void anActiveTokenIsWhoTheIssuerSays() {
        long end = now() + 500;
        Found found = found(opaque(said("exp", end)));

        assertThat(found.identity().name()).isEqualTo("alice");
        assertThat(found.identity().expiresAt()).isEqualTo(Instant.ofEpochSecond(end));
        assertThat(found.validity().until()).isEqualTo(Instant.ofEpochSecond(end));
        assertThat(introspection.asked).containsExactly(OPAQUE);
    }

    @Test
    void oneThatIsNotActiveIsRefused() {
        assertThat(opaque(TokenState.Inactive.INACTIVE)).isEqualTo(NOT_ACTIVE);
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of("aud", null, rejected("token_for_another_audience: none")),
                Arguments.of(
                        "aud", List.of("payroll", "wages"), rejected("token_for_another_audience: payroll and 1 more")),
                Arguments.of("exp", null, rejected("token_without_end")),
                Arguments.of("exp", "never", rejected("token_without_end")),
                Arguments.of("exp", now() - 1, new Rejected(DenyReason.EXPIRED, "token_expired")),
                Arguments.of("nbf", now() + 600, rejected("token_not_yet_valid")),
                Arguments.of("sub", null, rejected("token_without_a_name: sub")),
                Arguments.of("sub", "a\nb", rejected("token_without_a_name: sub")),
                Arguments.of("iss", "https://other.example.com", rejected("token_of_another_issuer")),
                Arguments.of("iss", 7, rejected("token_of_another_issuer")),
                Arguments.of("cnf", Map.of("x5t#S256", "thumbprint"), rejected("token_bound_to_a_key")),
                Arguments.of("token_type", "refresh_token", rejected("token_of_another_type")),
                Arguments.of("token_type", "DPoP", rejected("token_of_another_type")),
                Arguments.of("token_type", List.of("Bearer"), rejected("token_of_another_type")));
    }

    /** It is held to what JWTs are held to, though it is active. */
    @ParameterizedTest
    @MethodSource("unfit")
    void oneThatIsNotForUsIsRefused(String name, @Nullable Object value, Rejected rejection) {
        assertThat(opaque(said(name, value))).isEqualTo(rejection);
    }

    @Test
    void claimsAreRequiredAndMappedAsThoseOfJwts() {
        ClaimMappings mappings = new ClaimMappings(
                new MappedClaim("username", "corp:"),
                new MappedClaim("realm_access.roles", ""),
                Map.of("department", "dept"));
        IssuerSettings issuer = TestIssuers.settings(
                TestToken.ISSUER, mappings, List.of(new ClaimRule("scope", List.of(NamePattern.of("nats")))));
        OidcDirectory directory = open(null, IntrospectedTokens.OPAQUE, issuer);
        Map<String, Object> claims = new HashMap<>(((TokenState.Active) said("username", "alice")).claims());
        claims.put("realm_access", Map.of("roles", List.of("staff", "ops")));
        claims.put("dept", "R&D");
        introspection.says = Mono.just(new TokenState.Active(claims));

        assertThat(ask(directory, TestLogin.token(OPAQUE))).isEqualTo(rejected("token_claim_not_as_required: scope"));
        claims.put("scope", "openid nats");
        introspection.says = Mono.just(new TokenState.Active(claims));
        Found found = found(ask(directory, TestLogin.token(OPAQUE)));
        assertThat(found.identity().name()).isEqualTo("corp:alice");
        assertThat(found.identity().groups()).isEqualTo(Set.of("staff", "ops"));
        assertThat(found.identity().attributes()).isEqualTo(Map.of("department", List.of("R&D")));
    }

    @Test
    void whoCannotBeAskedRefusesNobody() {
        introspection.says = Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it is down"));
        OidcDirectory directory = open(null, IntrospectedTokens.ALL);

        for (String token : List.of(OPAQUE, TestToken.of(KEY).signed(KEY))) {
            assertThatThrownBy(() -> ask(directory, TestLogin.token(token)))
                    .isInstanceOf(UndecidedException.class)
                    .hasMessage("it is down");
        }
    }

    @Test
    void jwtsAreNotAskedAboutUnlessThatIsSaid() {
        String jwt = TestToken.of(KEY).signed(KEY);

        found(ask(open(null, IntrospectedTokens.OPAQUE), TestLogin.token(jwt)));
        assertThat(introspection.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "ALL"})
    void aJwtHasToBeActiveAsWell(IntrospectedTokens tokens) {
        OidcDirectory directory = open(null, tokens);
        TestToken token = TestToken.of(KEY).with("groups", List.of("staff"));
        Lookup lookup = Objects.requireNonNull(
                directory.lookup(TestLogin.token(token.signed(KEY)).request()));
        assertThat(lookup.kind()).isEqualTo(Lookup.Kind.REMOTE);

        introspection.says = Mono.just(new TokenState.Active(Map.of("active", true, "sub", "mallory")));
        Found found = found(ask(directory, TestLogin.token(token.signed(KEY))));
        assertThat(found.identity().name()).as("as it was signed").isEqualTo("alice");
        introspection.says = Mono.just(TokenState.Inactive.INACTIVE);
        assertThat(ask(directory, TestLogin.token(token.signed(KEY)))).isEqualTo(NOT_ACTIVE);
    }

    @Test
    void aJwtEndsWhenTheIssuerSaysSoIfThatIsSooner() {
        OidcDirectory directory = open(null, IntrospectedTokens.ALL);
        long end = now() + 3600;
        String jwt = TestToken.of(KEY).with("exp", end).signed(KEY);

        long sooner = now() + 60;
        introspection.says = Mono.just(said("exp", sooner));
        assertThat(found(ask(directory, TestLogin.token(jwt))).identity().expiresAt())
                .isEqualTo(Instant.ofEpochSecond(sooner));
        introspection.says = Mono.just(said("exp", now() + 90_000));
        assertThat(found(ask(directory, TestLogin.token(jwt))).identity().expiresAt())
                .isEqualTo(Instant.ofEpochSecond(end));
        introspection.says = Mono.just(said("exp", now() - 60));
        assertThat(ask(directory, TestLogin.token(jwt))).isEqualTo(new Rejected(DenyReason.EXPIRED, "token_expired"));
    }

    @Test
    void aJwtThatIsBoundToAKeyIsNoBearerToken() {
        OidcDirectory directory = open(null, IntrospectedTokens.ALL);
        String jwt = TestToken.of(KEY).signed(KEY);

        introspection.says = Mono.just(said("token_type", "DPoP"));
        assertThat(ask(directory, TestLogin.token(jwt))).isEqualTo(rejected("token_of_another_type"));
        introspection.says = Mono.just(said("cnf", Map.of("jkt", "thumbprint")));
        assertThat(ask(directory, TestLogin.token(jwt))).isEqualTo(rejected("token_bound_to_a_key"));
    }

    /** What is wrong by itself costs the issuer nothing. */
    @Test
    void nobodyIsAskedAboutAJwtThatIsNotGood() {
        OidcDirectory directory = open(null, IntrospectedTokens.ALL);
        TestToken token = TestToken.of(KEY);

        for (String jwt : List.of(
                token.signed(FORGER),
                token.with("aud", "payroll").signed(KEY),
                token.with("exp", 1).signed(KEY))) {
            assertThat(ask(directory, TestLogin.token(jwt))).isInstanceOf(Rejected.class);
        }
        assertThat(ask(directory, TestLogin.token(TestIssuers.foreignToken()))).isEqualTo(NotMine.NOT_MINE);
        assertThat(introspection.asked).isEmpty();
    }

    /** They would be told to the issuer, and be those of other directories. */
    @ParameterizedTest
    @ValueSource(strings = {"secret", "correct.horse.battery", "a.b.c", OPAQUE})
    void nobodyIsToldAPassword(String password) {
        OidcDirectory any = open(null, IntrospectedTokens.ALL);
        assertThat(ask(any, TestLogin.password("alice", password))).isEqualTo(NotMine.NOT_MINE);

        OidcDirectory fixed = open("oidc", IntrospectedTokens.ALL);
        assertThat(ask(fixed, TestLogin.password("alice", password))).isEqualTo(NotMine.NOT_MINE);
        assertThat(introspection.asked).isEmpty();
        introspection.says = Mono.just(said("sub", "alice"));
        found(ask(fixed, TestLogin.password("oidc", password)));
        assertThat(introspection.asked).containsExactly(password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "line\r\nAuthorization: x", "nul\0", "t\u00f6ken", "LONG"})
    void whatCanBeNoTokenIsToldToNobody(String text) {
        String token = text.equals("LONG") ? "x".repeat(UnverifiedToken.MAX_LENGTH + 1) : text;

        assertThat(ask(open(null, IntrospectedTokens.ALL), TestLogin.token(token)))
                .isEqualTo(NotMine.NOT_MINE);
        assertThat(introspection.asked).isEmpty();
    }

    /** Right, revoked or damaged: it is a credential of ours, and of no matter to a provider. */
    @Test
    void apiTokensAreToldToNobody() {
        String whole = ApiToken.generate(new SecureRandom()).text();
        for (String token : List.of(whole, whole.substring(0, 20), ApiToken.PREFIX + "x.y.z")) {
            assertThat(ask(open(null, IntrospectedTokens.ALL), TestLogin.token(token)))
                    .isEqualTo(NotMine.NOT_MINE);
            assertThat(ask(open("oidc", IntrospectedTokens.ALL), TestLogin.password("oidc", token)))
                    .isEqualTo(NotMine.NOT_MINE);
        }
        assertThat(introspection.asked).isEmpty();
    }

    @Test
    void whatOnlyLooksLikeAJwtIsAToken() {
        introspection.says = Mono.just(said("sub", "alice"));

        found(ask(open(null, IntrospectedTokens.OPAQUE), TestLogin.token("bm90IGpzb24.bm90IGpzb24.AA")));
        assertThat(ask(open(null, IntrospectedTokens.JWT), TestLogin.token("bm90IGpzb24.bm90IGpzb24.AA")))
                .isEqualTo(NotMine.NOT_MINE);
    }

    @Test
    void theProbeAsksWhoIsAskedAboutTokens() {
        OidcDirectory directory = open(null, IntrospectedTokens.OPAQUE);
        directory.probe().block();
        introspection.probe = Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it knows nobody"));

        assertThatThrownBy(() -> directory.probe().block()).hasMessage(TestToken.ISSUER + ": it knows nobody");
        assertThat(directory.backend().lookups()).isEqualTo(Backend.ADAPTIVE);
    }

    /** What is no JWT needs no keys, which its issuer may never have. */
    @ParameterizedTest
    @ValueSource(strings = {"OPAQUE", "ALL"})
    void theProbeNeedsNoKeysWhereTokensAreOpaque(IntrospectedTokens tokens) {
        OidcDirectory directory = openWithoutKeys(tokens);
        introspection.says = Mono.just(said("sub", "alice"));

        directory.probe().block(PATIENCE);
        found(ask(directory, TestLogin.token(OPAQUE)));
        assertThatThrownBy(
                        () -> ask(directory, TestLogin.token(TestToken.of(KEY).signed(KEY))))
                .as("keys that are away say nothing against the provider's answers")
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining("it has no keys");
    }

    /** Whoever checks the directory wants to know that JWTs of that issuer get no answer. */
    @ParameterizedTest
    @ValueSource(strings = {"OPAQUE", "ALL"})
    void keysThatAreNotNeededForTheProbeAreALimitation(IntrospectedTokens tokens) {
        assertThat(openWithoutKeys(tokens).limitations().collectList().block(PATIENCE))
                .singleElement()
                .asString()
                .startsWith(TestToken.ISSUER + ": the issuer's keys are not available: it has no keys. ");
        assertThat(open(null, tokens).limitations().collectList().block(PATIENCE))
                .isEmpty();
        assertThat(openWithoutKeys(IntrospectedTokens.JWT)
                        .limitations()
                        .collectList()
                        .block(PATIENCE))
                .as("the probe tells")
                .isEmpty();
    }

    @Test
    void theProbeNeedsKeysWhereTokensAreJwts() {
        OidcDirectory directory = openWithoutKeys(IntrospectedTokens.JWT);

        assertThatThrownBy(() -> directory.probe().block(PATIENCE)).hasMessageContaining("it has no keys");
        assertThatThrownBy(
                        () -> ask(directory, TestLogin.token(TestToken.of(KEY).signed(KEY))))
                .isInstanceOf(UndecidedException.class)
                .isNotInstanceOf(UnusableAnswerException.class);
    }

    private OidcDirectory openWithoutKeys(IntrospectedTokens tokens) {
        providers
                .keys()
                .put(TestToken.ISSUER, Mono.error(() -> new UndecidedException(Drop.UNDECIDED, "it has no keys")));
        return providers.openAsking(
                introspection, null, TestIssuers.asking(TestIssuers.settings(), FakeIntrospection.settings(tokens)));
    }

    @Test
    void isClosedWithTheDirectory() {
        OidcDirectory directory = open(null, IntrospectedTokens.OPAQUE);
        directory.close();

        assertThat(introspection.closed).isTrue();
        assertThatThrownBy(() -> ask(directory, TestLogin.token(OPAQUE))).isInstanceOf(UndecidedException.class);
    }
}
