package io.gatehouse.directory.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.oidc.keys.IssuerKeys;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.directory.oidc.keys.TestKeys;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.text.NamePattern;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of tokens, right and wrong, and of those that were made to deceive. */
class TokenVerifierTest {
    private static final TestKey KEY = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey RSA = TestKey.generate(SigningAlgorithm.RS256, "rsa");
    private static final TestKey FORGER = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final IssuerKeys KEYS = TestKeys.keys(KEY, RSA);

    private static TokenVerifier verifier(IssuerSettings settings) {
        return new TokenVerifier("sso", settings, InstantSource.system());
    }

    private static @Nullable LookupResult result(IssuerSettings settings, String text) {
        return verifier(settings).result(Objects.requireNonNull(UnverifiedToken.parse(text)), KEYS);
    }

    private static @Nullable LookupResult result(String text) {
        return result(TestIssuers.settings(), text);
    }

    private static LookupResult.Found found(@Nullable LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.Found.class);
        return (LookupResult.Found) Objects.requireNonNull(result);
    }

    private static void assertRejected(@Nullable LookupResult result, DenyReason reason, String detail) {
        assertThat(result).isEqualTo(new LookupResult.Rejected(reason, detail));
    }

    private static void assertRejected(@Nullable LookupResult result, String detail) {
        assertRejected(result, DenyReason.BAD_CREDENTIALS, detail);
    }

    private static TestToken token() {
        return TestToken.of(KEY);
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatTheIssuerHasSigned(SigningAlgorithm algorithm) {
        TestKey key = TestKey.generate(algorithm, "k");
        UnverifiedToken token =
                Objects.requireNonNull(UnverifiedToken.parse(TestToken.of(key).signed(key)));
        LookupResult.Found found = found(verifier(TestIssuers.settings()).result(token, TestKeys.keys(key)));

        assertThat(found.identity().name()).isEqualTo("alice");
        assertThat(found.identity().directory()).isEqualTo("sso");
    }

    @Test
    void knowsEdDsaByItsCurveToo() {
        TestKey key = TestKey.generate(SigningAlgorithm.EDDSA, "k");
        String text = TestToken.of(key).withHeader("alg", "Ed25519").signed(key);

        found(verifier(TestIssuers.settings())
                .result(Objects.requireNonNull(UnverifiedToken.parse(text)), TestKeys.keys(key)));
    }

    @Test
    void endsWithTheToken() {
        Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 90);
        LookupResult.Found found =
                found(result(token().with("exp", end.getEpochSecond()).signed(KEY)));

        assertThat(found.validity().until()).isEqualTo(end);
        assertThat(found.identity().expiresAt()).isEqualTo(end);
    }

    static Stream<Arguments> untimely() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                Arguments.of(token().with("exp", now - 1), DenyReason.EXPIRED, "token_expired"),
                Arguments.of(token().with("exp", null), DenyReason.BAD_CREDENTIALS, "token_without_end"),
                Arguments.of(token().with("exp", "never"), DenyReason.BAD_CREDENTIALS, "token_without_end"),
                Arguments.of(token().with("nbf", now + 600), DenyReason.BAD_CREDENTIALS, "token_not_yet_valid"),
                Arguments.of(token().with("nbf", "soon"), DenyReason.BAD_CREDENTIALS, "token_not_yet_valid"),
                Arguments.of(token().with("iat", now + 600), DenyReason.BAD_CREDENTIALS, "token_not_yet_valid"));
    }

    /** By its certificate, a DPoP key or one that it brings; nobody here can prove to have it. */
    static Stream<Object> confirmations() {
        return Stream.of(Map.of("x5t#S256", "thumbprint"), Map.of("jkt", "thumbprint"), Map.of(), "key");
    }

    @ParameterizedTest
    @MethodSource("confirmations")
    void refusesWhatIsBoundToAKey(Object confirmation) {
        assertRejected(result(token().with("cnf", confirmation).signed(KEY)), "token_bound_to_a_key");
    }

    @ParameterizedTest
    @MethodSource("untimely")
    void refusesWhatIsNotOfThisTime(TestToken token, DenyReason reason, String detail) {
        assertRejected(result(token.signed(KEY)), reason, detail);
    }

    @Test
    void forgivesAClockThatIsAhead() {
        long soon = Instant.now().getEpochSecond() + 20;

        found(result(token().with("nbf", soon).with("iat", soon).signed(KEY)));
    }

    @Test
    void anEndInTheFarFutureIsAnEnd() {
        found(result(token().with("exp", Long.MAX_VALUE).signed(KEY)));
        found(result(token().with("exp", 1e300).signed(KEY)));
    }

    @Test
    void refusesTokensForOthers() {
        String detail = "token_for_another_audience: ";

        assertRejected(result(token().with("aud", "other\n").signed(KEY)), detail + "other\\u000a");
        assertRejected(result(token().with("aud", null).signed(KEY)), detail + "none");
        assertRejected(result(token().with("aud", Map.of("nats", "nats")).signed(KEY)), detail + "none");
        found(result(token().with("aud", "nats").signed(KEY)));
    }

    @Test
    void refusesTokensOfOtherParties() {
        IssuerSettings ours = TestIssuers.ofParties("console");

        found(result(ours, token().with("azp", "console").signed(KEY)));
        found(result(ours, token().with("client_id", "console").signed(KEY)));
        assertRejected(
                result(
                        ours,
                        token().with("azp", "x").with("client_id", "console").signed(KEY)),
                "token_of_another_party");
        assertRejected(result(ours, token().signed(KEY)), "token_of_another_party");
    }

    @Test
    void holdsClaimsToTheRules() {
        IssuerSettings strict = TestIssuers.settings(
                TestToken.ISSUER,
                TestIssuers.MAPPINGS,
                List.of(
                        new ClaimRule("email_verified", List.of(NamePattern.of("true"))),
                        new ClaimRule("realm_access.roles", List.of(NamePattern.of("ops-*"), NamePattern.of("staff"))),
                        new ClaimRule("scope", List.of(NamePattern.of("nats")))));
        TestToken good = token().with("email_verified", true)
                .with("realm_access", Map.of("roles", List.of("guest", "ops-west")))
                .with("scope", "openid nats");

        found(result(strict, good.signed(KEY)));
        assertRejected(
                result(strict, good.with("email_verified", false).signed(KEY)),
                "token_claim_not_as_required: email_verified");
        assertRejected(
                result(strict, good.with("scope", "nats2 openid").signed(KEY)), "token_claim_not_as_required: scope");
        assertRejected(
                result(strict, good.with("realm_access", null).signed(KEY)),
                "token_claim_not_as_required: realm_access.roles");
    }

    @Test
    void mapsClaims() {
        ClaimMappings mappings = new ClaimMappings(
                new MappedClaim("email", "corp:"),
                new MappedClaim("groups", "sso/"),
                Map.of("department", "dept", "missing", "none"));
        IssuerSettings settings = TestIssuers.settings(TestToken.ISSUER, mappings, List.of());
        TestToken good = token().with("email", "alice@example.com")
                .with("email_verified", "true")
                .with("groups", List.of("staff", "ops", "with\ncontrol"))
                .with("dept", "R&D");
        LookupResult.Found found = found(result(settings, good.signed(KEY)));

        assertThat(found.identity().name()).isEqualTo("corp:alice@example.com");
        assertThat(found.identity().groups()).isEqualTo(Set.of("sso/staff", "sso/ops"));
        assertThat(found.identity().attributes()).isEqualTo(Map.of("department", List.of("R&D")));
        assertRejected(result(settings, good.with("email_verified", false).signed(KEY)), "token_email_not_verified");
        assertRejected(result(settings, good.with("email", null).signed(KEY)), "token_without_a_name: email");
    }

    /** Who has too many groups for a token is not somebody without groups, whom rules that refuse one of them would let in. */
    @Test
    void refusesATokenWhoseGroupsOrAttributesAreSomewhereElse() {
        ClaimMappings mappings = new ClaimMappings(
                new MappedClaim("sub", ""), new MappedClaim("groups", ""), Map.of("roles", "realm.roles"));
        IssuerSettings settings = TestIssuers.settings(TestToken.ISSUER, mappings, List.of());
        for (String claim : List.of("groups", "realm", "realm.roles")) {
            TestToken token = token().with("_claim_names", Map.of(claim, "src1"))
                    .with("_claim_sources", Map.of("src1", Map.of("endpoint", "https://id.example.com/groups")));
            assertRejected(
                    result(settings, token.signed(KEY)),
                    "token_claim_elsewhere: " + (claim.equals("groups") ? claim : "realm.roles"));
        }
        found(result(
                settings,
                token().with("_claim_names", Map.of("address", "src1")).signed(KEY)));
        found(result(token().with("_claim_names", Map.of("groups", "src1")).signed(KEY)));
        found(result(settings, token().with("_claim_names", "groups").signed(KEY)));
    }

    static Stream<Object> badNames() {
        return Stream.of("", " ", "a\nb", "a\0b", 7, List.of("alice"), "x".repeat(2000));
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void refusesNamesThatAreNone(Object name) {
        assertRejected(result(token().with("sub", name).signed(KEY)), "token_without_a_name: sub");
    }

    @Test
    void refusesWhatSomebodyElseHasSigned() {
        assertRejected(result(token().signed(FORGER)), "token_signature_wrong");
        assertRejected(result(token().unsigned() + "."), "token_signature_wrong");
        assertRejected(result(token().unsigned() + "." + "A".repeat(86)), "token_signature_wrong");
    }

    @Test
    void refusesTokensThatWereNotSigned() {
        for (String none : List.of("none", "None", "NONE", "nOnE", "", "HS256", "HS512", "dir", "RSA-OAEP")) {
            assertRejected(result(token().withHeader("alg", none).unsigned() + "."), "token_algorithm_not_allowed");
        }
        assertRejected(result(token().withHeader("alg", null).unsigned() + "."), "token_algorithm_not_allowed");
        assertRejected(result(token().withHeader("alg", List.of("ES256")).signed(KEY)), "token_algorithm_not_allowed");
    }

    /** The public key is no secret that could sign. */
    @Test
    void refusesAMacWithThePublicKey() throws Exception {
        for (byte[] secret : List.of(
                RSA.pair().getPublic().getEncoded(),
                ((RSAKey) RSA.jwk()).getModulus().decode(),
                RSA.jwk().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            String text = TestToken.of(RSA).withHeader("alg", "HS256").unsigned();
            assertRejected(result(text + "." + mac(secret, text)), "token_algorithm_not_allowed");
        }
    }

    private static String mac(byte[] secret, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return Base64URL.encode(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)))
                .toString();
    }

    /** Keys that a token brings along, or says where to get. */
    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u", "jwk", "x5c"})
    void neverLooksAtKeysOfTheToken(String name) {
        Object value = switch (name) {
            case "jwk" -> FORGER.jwk().toJSONObject();
            case "x5c" -> List.of("MIIB");
            default -> "http://127.0.0.1:1/keys";
        };

        assertRejected(result(token().withHeader(name, value).signed(FORGER)), "token_signature_wrong");
        found(result(token().withHeader(name, value).signed(KEY)));
    }

    @Test
    void refusesWhatItWouldHaveToUnderstand() {
        String detail = "token_header_not_understood";

        assertRejected(result(token().withHeader("crit", List.of("exp")).signed(KEY)), detail);
        assertRejected(
                result(token().withHeader("crit", List.of("b64"))
                        .withHeader("b64", false)
                        .signed(KEY)),
                detail);
        assertRejected(result(token().withHeader("b64", false).signed(KEY)), detail);
        assertRejected(result(token().withHeader("kid", 7).signed(KEY)), detail);
        assertRejected(result(token().withHeader("kid", "k".repeat(513)).signed(KEY)), detail);
        assertRejected(result(token().withHeader("typ", "logout+jwt").signed(KEY)), detail);
        assertRejected(result(token().withHeader("typ", 7).signed(KEY)), detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt"})
    void takesTokensOfTheseTypes(String type) {
        found(result(token().withHeader("typ", type).signed(KEY)));
        found(result(token().withHeader("typ", null).signed(KEY)));
    }

    @Test
    void takesNoAlgorithmThatIsNotAllowed() {
        assertRejected(
                result(TestIssuers.withAlgorithms(SigningAlgorithm.RS256), token().signed(KEY)),
                "token_algorithm_not_allowed");
    }

    @Test
    void aKeyIsForItsOwnAlgorithm() {
        TestKey other = TestKey.generate(SigningAlgorithm.PS256, "rsa");
        TestKey pss = new TestKey(SigningAlgorithm.PS256, RSA.pair(), RSA.jwk());
        IssuerKeys keys =
                TestKeys.read(TestKeys.jwks(Stream.of(RSA.jwk(), other.jwk())), Set.of(SigningAlgorithm.RS256));
        UnverifiedToken token =
                Objects.requireNonNull(UnverifiedToken.parse(TestToken.of(pss).signed(pss)));

        assertThat(verifier(TestIssuers.settings()).result(token, keys)).isNull();
    }

    @Test
    void anUnknownKeyIsAskedFor() {
        assertThat(result(token().withHeader("kid", "two").signed(KEY))).isNull();
        assertThat(result(token().withHeader("kid", "").signed(KEY))).isNull();
    }

    @Test
    void aTokenNeedNotNameItsKey() {
        found(result(token().withHeader("kid", null).signed(KEY)));
        assertThat(result(token().withHeader("kid", null).signed(FORGER)))
                .as("perhaps signed by a newer key")
                .isNull();
    }

    @Test
    void triesNoCrowdOfKeys() {
        TestKey[] many = Stream.generate(() -> TestKey.generate(SigningAlgorithm.ES256, "k"))
                .limit(9)
                .toArray(TestKey[]::new);
        UnverifiedToken token = Objects.requireNonNull(
                UnverifiedToken.parse(token().withHeader("kid", null).signed(many[8])));

        assertRejected(
                verifier(TestIssuers.settings()).result(token, TestKeys.keys(many)), "token_does_not_name_its_key");
    }

    @Test
    void aTokenTellsNothing() {
        String text = token().signed(KEY);
        UnverifiedToken token = Objects.requireNonNull(UnverifiedToken.parse(text));

        assertThat(token.toString() + token.claims()).isEqualTo("UnverifiedTokenClaims");
    }
}
