package io.gatehouse.directory.oidc.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys of a set are used, and which are passed over. */
class JwksReaderTest {
    private static final TestKey GOOD = TestKey.generate(SigningAlgorithm.ES256, "good");
    private static final TestKey OTHER = TestKey.generate(SigningAlgorithm.ES256, "other");

    private static Map<String, Object> changed(JWK key, Map<String, Object> members) {
        Map<String, Object> changed = new LinkedHashMap<>(key.toJSONObject());
        changed.putAll(members);
        return changed;
    }

    static Stream<Map<String, Object>> unusable() throws Exception {
        JWK other = OTHER.jwk();
        return Stream.of(
                changed(other, Map.of("use", "enc")),
                changed(other, Map.of("key_ops", List.of("deriveKey"))),
                changed(other, Map.of("alg", "ECDH-ES")),
                changed(other, Map.of("alg", "ES384")),
                changed(other, Map.of("kty", "AKP")),
                changed(other, Map.of("kty", 7)),
                changed(other, Map.of("crv", "secp256k1")),
                changed(other, Map.of("crv", "P-384")),
                changed(other, Map.of("x", "AAAA", "y", "AAAA")),
                changed(other, Map.of("kid", "k".repeat(2000))),
                Map.of("kty", "OKP", "crv", "X25519", "x", "A".repeat(43)),
                Map.of("kty", "OKP", "crv", "Ed25519", "x", "AAAA"),
                new OctetSequenceKey.Builder("a secret of 32 bytes or more, for HS256".getBytes(StandardCharsets.UTF_8))
                        .keyID("oct")
                        .build()
                        .toJSONObject(),
                TestKey.rsa(SigningAlgorithm.RS256, "weak", 1024).jwk().toJSONObject(),
                Map.of());
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void passesOverWhatCannotBeUsed(Map<String, Object> key) {
        IssuerKeys keys =
                TestKeys.reader().read(TestKeys.json(List.of(key, GOOD.jwk().toJSONObject())));

        assertThat(keys.keys()).extracting(IssuerKey::id).containsExactly("good");
        assertThat(keys.passedOver()).isOne();
    }

    @Test
    void passesOverWhatIsNoObject() {
        String json = "{\"keys\": [null, 7, \"text\", [], %s], \"more\": {}}"
                .formatted(GOOD.jwk().toJSONString());

        assertThat(TestKeys.reader().read(json.getBytes(StandardCharsets.UTF_8)).keys())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "{}", "{\"keys\": {}}", "{\"keys\": 7}", "<html>", "{\"keys\": [", "\u0000"})
    void refusesWhatIsNoSet(String text) {
        assertThatThrownBy(() -> TestKeys.reader().read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProviderException.class)
                .hasMessage("its key set is no JSON object with a list \"keys\"");
    }

    @Test
    void refusesASetWithoutAKeyThatCanBeUsed() {
        assertThatThrownBy(() ->
                        TestKeys.reader().read(TestKeys.json(List.of(changed(OTHER.jwk(), Map.of("use", "enc"))))))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("no key that can be used");
        assertThatThrownBy(() -> TestKeys.reader().read(TestKeys.json(List.of())))
                .isInstanceOf(ProviderException.class);
    }

    @Test
    void refusesACrowd() {
        List<Map<String, Object>> crowd = new ArrayList<>(
                Collections.nCopies(JwksReader.MOST_KEYS, GOOD.jwk().toJSONObject()));
        assertThat(TestKeys.reader().read(TestKeys.json(crowd)).keys()).hasSize(JwksReader.MOST_KEYS);

        crowd.add(GOOD.jwk().toJSONObject());
        assertThatThrownBy(() -> TestKeys.reader().read(TestKeys.json(crowd))).hasMessageContaining("201 keys");
    }

    @Test
    void survivesADeepNest() {
        String deep = "{\"keys\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatThrownBy(() -> TestKeys.reader().read(deep.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProviderException.class);
    }

    /** One is used as long as its own content is good, whatever has its name as well. */
    @Test
    void aNameIsNoPropertyOfOneKey() {
        Map<String, Object> good = GOOD.jwk().toJSONObject();
        Map<String, Object> other = changed(OTHER.jwk(), Map.of("kid", "good"));
        Map<String, Object> encrypts = changed(OTHER.jwk(), Map.of("kid", "good", "use", "enc"));
        Map<String, Object> shared =
                Map.of("kty", "oct", "kid", "good", "k", "c2VjcmV0IG9mIDMyIGJ5dGVzIG9yIG1vcmUsIGZvciBI");

        assertThat(TestKeys.reader().read(TestKeys.json(List.of(other, good))).keys())
                .hasSize(2);
        IssuerKeys keys = TestKeys.reader().read(TestKeys.json(List.of(encrypts, shared, good)));
        assertThat(keys.candidates("good", SigningAlgorithm.ES256)).hasSize(1);
        assertThat(keys.passedOver()).isEqualTo(2);
    }

    @Test
    void twoSetsWithTheSameKeysAreOne() {
        IssuerKeys one = TestKeys.keys(GOOD, OTHER);

        assertThat(one.areThoseOf(TestKeys.keys(OTHER, GOOD))).isTrue();
        assertThat(one.areThoseOf(TestKeys.keys(GOOD))).isFalse();
        assertThat(one.areThoseOf(TestKeys.keys(GOOD, TestKey.generate(SigningAlgorithm.ES256, "other"))))
                .as("a key of the same name")
                .isFalse();
    }

    @Test
    void findsKeysByNameAndAlgorithm() {
        IssuerKeys keys = TestKeys.keys(GOOD, OTHER);

        assertThat(keys.candidates("good", SigningAlgorithm.ES256)).hasSize(1);
        assertThat(keys.candidates(null, SigningAlgorithm.ES256)).hasSize(2);
        assertThat(keys.candidates("good", SigningAlgorithm.RS256)).isEmpty();
    }
}
