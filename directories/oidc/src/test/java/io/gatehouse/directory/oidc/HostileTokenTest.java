package io.gatehouse.directory.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.oidc.keys.IssuerKeys;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.oidc.keys.TestKey;
import io.gatehouse.directory.oidc.keys.TestKeys;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.text.NamePattern;
import io.gatehouse.testkit.TestLogin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Tokens with content that readers take in different ways, signed as well as can be: what is unclear lets nobody in. */
class HostileTokenTest {
    private static final TestKey KEY = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey SECOND = TestKey.generate(SigningAlgorithm.ES256, "one");
    private static final TestKey RSA = TestKey.generate(SigningAlgorithm.RS256, "one");
    private static final TestKey FORGER = TestKey.generate(SigningAlgorithm.ES256, "one");
    private final long later = Instant.now().getEpochSecond() + 3600;
    private static final String GOOD = "\"iss\":\"" + TestToken.ISSUER + "\",\"sub\":\"alice\",\"aud\":\"nats\"";

    /** A token of raw JSON, signed by the issuer. */
    private static String signed(String header, String claims) {
        String text = Base64URL.encode(header) + "." + Base64URL.encode(claims);
        return text + "." + KEY.sign(text);
    }

    private static String signed(String claims) {
        return signed("{\"alg\":\"ES256\",\"kid\":\"one\"}", claims);
    }

    private static @Nullable LookupResult result(String text, IssuerKeys keys, IssuerSettings settings) {
        UnverifiedToken token = UnverifiedToken.parse(text);
        return token == null
                ? NotMine.NOT_MINE
                : new TokenVerifier("sso", settings, InstantSource.system()).result(token, keys);
    }

    private static @Nullable LookupResult result(String text) {
        return result(text, TestKeys.keys(KEY), TestIssuers.settings());
    }

    @Test
    void whatTheOthersAreMadeOfIsGood() {
        assertThat(result(signed("{" + GOOD + ",\"exp\":" + later + "}"))).isInstanceOf(Found.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "Infinity",
                "-Infinity",
                "\"NaN\"",
                "\"4102444800\"",
                "\"2099-01-01T00:00:00Z\"",
                "true",
                "null",
                "[4102444800]",
                "{\"$date\":4102444800}",
                "0",
                "-1",
                "-1e300",
                "-9223372036854775808",
                "0x7fffffff",
                "04102444800",
                "+4102444800",
                "1e",
                "."
            })
    void anEndThatIsNoneLetsNobodyIn(String end) {
        assertThat(result(signed("{" + GOOD + ",\"exp\":" + end + "}")))
                .isNotNull()
                .isNotInstanceOf(Found.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e300", "1e400", "9223372036854775808", "4102444800.5", "-1e300", "\"0\"", "true", "[]", "NaN"})
    void aBeginThatIsNoneOrFarAwayLetsNobodyIn(String begin) {
        for (String claim : List.of("nbf", "iat")) {
            assertThat(result(signed("{%s,\"exp\":%d,\"%s\":%s}".formatted(GOOD, later, claim, begin))))
                    .as(claim)
                    .isNotNull()
                    .isNotInstanceOf(Found.class);
        }
    }

    @Test
    void aFractionOfASecondLengthensNoLife() {
        LookupResult result = result(signed("{" + GOOD + ",\"exp\":" + later + ".999}"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.identity().expiresAt()).isEqualTo(Instant.ofEpochSecond(later)));
    }

    /** Readers differ in which of the two they take. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"exp\":1,\"exp\":LATER",
                "\"exp\":LATER,\"exp\":1",
                "\"exp\":LATER,\"\\u0065xp\":1",
                "\"exp\":LATER,\"sub\":\"mallory\"",
                "\"exp\":LATER,\"aud\":\"payroll\"",
                "\"exp\":LATER,\"iss\":\"https://other.example.com\""
            })
    void noClaimComesTwice(String more) {
        assertThat(result(signed("{" + GOOD + "," + more.replace("LATER", Long.toString(later)) + "}")))
                .isEqualTo(NotMine.NOT_MINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"alg\":\"ES256\"}",
                "{\"alg\":\"ES256\",\"alg\":\"none\"}",
                "{\"alg\":\"ES256\",\"\\u0061lg\":\"none\"}",
                "{\"\\u0061lg\":\"none\"}",
                "{\"Alg\":\"ES256\"}",
                "{\"alg\":\"ES256 \"}",
                "{\"alg\":\"es256\"}",
                "{\"alg\":\"ES256\",\"crit\":null}",
                "{\"alg\":\"ES256\",\"crit\":[]}",
                "{\"alg\":\"ES256\",\"kid\":[\"one\"]}",
                "{\"alg\":\"ES256\",\"kid\":{\"$ne\":\"\"}}",
                "{\"alg\":\"ES256\",\"typ\":\"JWE\"}"
            })
    void aHeaderThatIsUnclearLetsNobodyIn(String header) {
        assertThat(result(signed(header, "{" + GOOD + ",\"exp\":" + later + "}")))
                .isNotNull()
                .isNotInstanceOf(Found.class);
    }

    static Stream<String> bombs() {
        return Stream.of("[".repeat(3000) + "]".repeat(3000), "{\"a\":".repeat(1200) + "1" + "}".repeat(1200));
    }

    @Test
    void aDeepNestIsNoToken() {
        bombs().forEach(bomb -> {
            assertThat(result(signed("{\"alg\":\"ES256\",\"x\":" + bomb + "}", "{" + GOOD + ",\"exp\":" + later + "}")))
                    .isEqualTo(NotMine.NOT_MINE);
            assertThat(result(signed("{" + GOOD + ",\"exp\":" + later + ",\"x\":" + bomb + "}")))
                    .isEqualTo(NotMine.NOT_MINE);
        });
    }

    /** A claim of a nest is looked for by its path, within what the reader has let through. */
    @Test
    void aPathLeadsNoDeeperThanTheToken() {
        String path = "a" + ".a".repeat(200);
        IssuerSettings strict = TestIssuers.settings(
                TestToken.ISSUER, TestIssuers.MAPPINGS, List.of(new ClaimRule(path, List.of(NamePattern.of("x")))));
        String nest = "{\"a\":".repeat(200) + "\"x\"" + "}".repeat(200);

        assertThat(result(
                        signed("{" + GOOD + ",\"exp\":" + later + ",\"a\":" + nest + "}"), TestKeys.keys(KEY), strict))
                .isNotNull();
    }

    /** A set may have several keys of one name, as for a while after some rotations. */
    @Test
    void keysOfOneNameAreAllTried() {
        IssuerKeys keys = TestKeys.keys(SECOND, RSA, KEY);

        for (TestKey key : List.of(SECOND, RSA, KEY)) {
            assertThat(result(TestToken.of(key).signed(key), keys, TestIssuers.settings()))
                    .isInstanceOf(Found.class);
        }
        assertThat(result(TestToken.of(FORGER).signed(FORGER), keys, TestIssuers.settings()))
                .isEqualTo(new Rejected(DenyReason.BAD_CREDENTIALS, "token_signature_wrong"));
    }

    @Test
    void noCrowdOfKeysOfOneNameIsTried() {
        TestKey[] many = Stream.generate(() -> TestKey.generate(SigningAlgorithm.ES256, "one"))
                .limit(9)
                .toArray(TestKey[]::new);

        assertThat(result(TestToken.of(KEY).signed(many[8]), TestKeys.keys(many), TestIssuers.settings()))
                .isEqualTo(new Rejected(DenyReason.BAD_CREDENTIALS, "token_does_not_name_its_key"));
    }

    /** Whatever a token says of where its key is, nobody is asked there. */
    @Test
    void noTokenLeadsAnywhere() throws IOException {
        TestProviders providers = new TestProviders();
        providers.keys().put(TestToken.ISSUER, Mono.just(TestKeys.keys(KEY)));
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                OidcDirectory directory = providers.open(null, TestIssuers.settings())) {
            String url = "http://127.0.0.1:" + listener.getLocalPort() + "/keys";
            for (String name : List.of("jku", "x5u", "iss", "kid")) {
                TestToken token = TestToken.of(FORGER).withHeader(name, url);
                assertThat(TestProviders.ask(directory, TestLogin.token(token.signed(FORGER))))
                        .isInstanceOf(Rejected.class);
            }
            assertThat(TestProviders.ask(
                            directory,
                            TestLogin.token(
                                    TestToken.of(FORGER).with("iss", url).signed(FORGER))))
                    .isEqualTo(NotMine.NOT_MINE);
            listener.setSoTimeout(50);
            assertThat(accepted(listener)).isFalse();
        }
    }

    private static boolean accepted(ServerSocket listener) throws IOException {
        try {
            listener.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** What is no text makes no name, and of a list only texts make groups. */
    @Test
    void namesAndGroupsAreTexts() {
        ClaimMappings mappings = new ClaimMappings(new MappedClaim("sub", ""), new MappedClaim("groups", ""), Map.of());
        IssuerSettings settings = TestIssuers.settings(TestToken.ISSUER, mappings, List.of());
        String claims = "{" + GOOD + ",\"exp\":" + later
                + ",\"groups\":[\"staff\",[\"admin\"],{\"admin\":true},null,\"\",\" \",\"a\\u0000b\"]}";

        Found found = (Found) Objects.requireNonNull(result(signed(claims), TestKeys.keys(KEY), settings));
        assertThat(found.identity().groups()).containsExactly("staff");
    }
}
