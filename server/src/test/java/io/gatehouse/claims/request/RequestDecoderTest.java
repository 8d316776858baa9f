package io.gatehouse.claims.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.claims.jwt.Base64Url;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.claims.jwt.SignedJwt;
import io.gatehouse.claims.request.RequestFixtures.Request;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.drops.Drop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DRIFT = Duration.ofSeconds(5);

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final RequestFixtures server = new RequestFixtures(clock);
    private final RequestDecoder decoder = new RequestDecoder(Ed25519.fastest(), clock, DRIFT);

    @Test
    void everyFieldOfTheRequestIsThere() throws ClaimsException {
        Request request = full();
        AuthorizationRequest decoded =
                decoder.decode(request.jwt(), server.xkey().publicKey().text());
        assertThat(RequestTree.of(decoded)).isEqualTo(JsonTree.object(request.json()));
        assertThat(decoded.server().id()).isEqualTo(server.key().publicKey());
        assertThat(decoded.server().xkey()).isEqualTo(server.xkey().publicKey());
        assertThat(decoded.connect().password()).isEqualTo("wonderland");
        assertThat(decoded.tls()).isNotNull();
    }

    private Request full() {
        return server.request()
                .xkeyTold()
                .set("nats.server_id.cluster", "east")
                .set("nats.server_id.tags", List.of("az:1", "ssd"))
                .set("nats.client_info.name", "laptop")
                .set("nats.client_info.tags", List.of("team:red"))
                .set("nats.client_info.name_tag", "alice")
                .set("nats.client_info.mqtt_id", "device-1")
                .set("nats.client_info.nonce", "n0nce")
                .set("nats.connect_opts.jwt", "eyJ")
                .set("nats.connect_opts.nkey", "UABC")
                .set("nats.connect_opts.sig", "c2ln")
                .set("nats.connect_opts.auth_token", "t0ken")
                .set("nats.connect_opts.name", "example")
                .set("nats.client_tls.version", "1.3")
                .set("nats.client_tls.cipher", "TLS_AES_128_GCM_SHA256")
                .set("nats.client_tls.certs", List.of("pem0"))
                .set("nats.client_tls.verified_chains", List.of(List.of("pem1", "pem2"), List.of("pem1", "pem3")))
                .set("nats.request_nonce", "r4nd0m");
    }

    @Test
    void aRequestForAnotherIssuerOrAccountIsNotOurs() throws ClaimsException {
        String ours = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        String theirs = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        Set<String> subjects = Set.of(ours, "A2");

        assertThat(decoder.decode(server.request().set("sub", ours).jwt(), null, null, subjects)
                        .subject())
                .isEqualTo(ours);
        assertThat(decoder.decode(server.request().set("sub", "A2").jwt(), null, null, subjects)
                        .subject())
                .isEqualTo("A2");
        for (String other : List.of(theirs, ours.toLowerCase(Locale.ROOT), ours + " ")) {
            byte[] jwt = server.request().set("sub", other).jwt();
            assertThatExceptionOfType(ClaimsException.class)
                    .isThrownBy(() -> decoder.decode(jwt, null, null, subjects))
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Drop.WRONG_SUBJECT));
            assertThat(decoder.decode(jwt, null).subject()).isEqualTo(other);
        }
    }

    @Test
    void aRequestInTheClearHasNoXkey() throws ClaimsException {
        AuthorizationRequest decoded = decoder.decode(server.request().jwt(), null);
        assertThat(decoded.server().xkey()).isNull();
        assertThat(decoded.tls()).isNull();
        assertThat(decoded.requestNonce()).isNull();
        assertThat(decoded.connect().token()).isNull();
        assertThat(decoded.client().mqttId()).isEmpty();
    }

    @Test
    void unknownFieldsAreSkipped() throws ClaimsException {
        Request request = server.request()
                .set("extra", Map.of("iss", "somebody", "list", List.of(1, 2, List.of())))
                .set("nats.server_id.jetstream", true)
                .setRaw("nats.connect_opts.no_responders", "[{\"pass\":\"1\"},1.5e300,null]");
        assertThat(decoder.decode(request.jwt(), null).connect().password()).isEqualTo("wonderland");
    }

    @Test
    void aNullIsAsGoodAsAbsent() throws ClaimsException {
        Request request = server.request().set("nats.client_tls", null).set("nats.connect_opts.pass", null);
        AuthorizationRequest decoded = decoder.decode(request.jwt(), null);
        assertThat(decoded.tls()).isNull();
        assertThat(decoded.connect().password()).isNull();
    }

    @Test
    void anEmptyPasswordIsNone() throws ClaimsException {
        Request request = server.request().user("alice", "");
        assertThat(decoder.decode(request.jwt(), null).connect().password()).isNull();
    }

    @Test
    void anEscapedNameIsThatName() throws ClaimsException {
        String json = new String(server.request().json(), StandardCharsets.UTF_8).replace("\"pass\"", "\"p\\u0061ss\"");
        byte[] jwt = RequestFixtures.sign(json.getBytes(StandardCharsets.UTF_8), server.key());
        assertThat(decoder.decode(jwt, null).connect().password()).isEqualTo("wonderland");
    }

    @Test
    void theHeaderMayHaveAnotherOrder() throws ClaimsException {
        byte[] jwt = withHeader("{\"alg\":\"ed25519-nkey\",\"typ\":\"JWT\"}");
        assertThat(decoder.decode(jwt, null).connect().user()).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"typ\":\"JWT\"}",
                "{\"typ\":\"JWT\",\"alg\":\"none\"}",
                "{\"typ\":\"JWT\",\"alg\":\"ed25519\"}",
                "{\"typ\":\"JWT\",\"alg\":\"HS256\"}",
                "{\"typ\":\"jwt\",\"alg\":\"ed25519-nkey\"}",
                "{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\",\"crit\":[\"b64\"]}"
            })
    void anotherHeaderIsRefused(String header) {
        assertRefused(withHeader(header), null, Drop.WRONG_HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"\"", "{\"typ\":1,\"alg\":2}", "{\"alg\":\"none\",\"alg\":\"ed25519-nkey\"}", "{"})
    void aBrokenHeaderIsRefused(String header) {
        assertRefused(withHeader(header), null, Drop.MALFORMED);
    }

    private byte[] withHeader(String header) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        byte[] encoded = new byte[Base64Url.encodedLength(json.length)];
        Base64Url.encode(json, 0, json.length, encoded, 0);
        String jwt = new String(server.request().jwt(), StandardCharsets.US_ASCII);
        String payload = jwt.substring(jwt.indexOf('.'), jwt.lastIndexOf('.'));
        byte[] signed = (new String(encoded, StandardCharsets.US_ASCII) + payload).getBytes(StandardCharsets.US_ASCII);
        byte[] signature = server.key().sign(signed, 0, signed.length);
        byte[] whole = java.util.Arrays.copyOf(signed, signed.length + 1 + SignedJwt.SIGNATURE_LENGTH);
        whole[signed.length] = '.';
        Base64Url.encode(signature, 0, 64, whole, signed.length + 1);
        return whole;
    }

    @Test
    void oneByteMoreThanTheBoundIsTooLarge() {
        assertRefused(new byte[RequestDecoder.MAX_BYTES], null, Drop.MALFORMED);
        assertRefused(new byte[RequestDecoder.MAX_BYTES + 1], null, Drop.TOO_LARGE);
    }

    @Test
    void otherClaimsAreRefused() {
        assertRefused(server.request().set("nats.type", "authorization_response"), Drop.WRONG_TYPE);
        assertRefused(server.request().set("nats.type", "user"), Drop.WRONG_TYPE);
        assertRefused(server.request().without("nats.type"), Drop.WRONG_TYPE);
        assertRefused(server.request().set("nats.version", 1), Drop.WRONG_TYPE);
        assertRefused(server.request().set("nats.version", 3), Drop.WRONG_TYPE);
        assertRefused(server.request().without("nats.version"), Drop.WRONG_TYPE);
        assertRefused(server.request().without("nats"), Drop.WRONG_TYPE);
    }

    @Test
    void anotherAudienceIsRefused() {
        assertRefused(server.request().set("aud", "somebody-else"), Drop.WRONG_AUDIENCE);
        assertRefused(server.request().without("aud"), Drop.WRONG_AUDIENCE);
    }

    @Test
    void aRequestWithoutSubjectIsRefused() {
        assertRefused(server.request().without("sub"), Drop.MALFORMED);
    }

    @ParameterizedTest
    @EnumSource(
            value = NkeyKind.class,
            names = {"SERVER", "CURVE"},
            mode = EnumSource.Mode.EXCLUDE)
    void onlyServersMayIssue(NkeyKind kind) {
        SigningKey other = SigningKey.generate(kind);
        String key = other.publicKey().text();
        assertRefused(
                server.request().set("iss", key).set("nats.server_id.id", key).signedBy(other), Drop.WRONG_ISSUER);
    }

    @Test
    void anIssuerThatIsNoKeyIsRefused() {
        assertRefused(server.request().set("iss", "").set("nats.server_id.id", ""), Drop.WRONG_ISSUER);
        assertRefused(server.request().without("iss"), Drop.WRONG_ISSUER);
    }

    @Test
    void aServerCannotSpeakForAnother() {
        SigningKey other = SigningKey.generate(NkeyKind.SERVER);
        assertRefused(server.request().set("iss", other.publicKey().text()).signedBy(other), Drop.WRONG_SERVER);
        assertRefused(server.request().without("nats.server_id.id"), Drop.WRONG_SERVER);
        assertRefused(server.request().without("nats.server_id"), Drop.WRONG_SERVER);
    }

    @Test
    void theUserNkeyMustBeAUsers() {
        assertRefused(server.request().userNkey(server.account().publicKey()), Drop.WRONG_USER_NKEY);
        assertRefused(server.request().set("nats.user_nkey", "UABC"), Drop.WRONG_USER_NKEY);
        assertRefused(server.request().without("nats.user_nkey"), Drop.WRONG_USER_NKEY);
    }

    @Test
    void theBoxMustBeOfTheServerThatTheClaimsTellOf() {
        String own = server.xkey().publicKey().text();
        String other = CurveKey.generate().publicKey().text();
        assertRefused(server.request().xkeyTold().jwt(), other, Drop.WRONG_XKEY);
        assertRefused(server.request().jwt(), own, Drop.WRONG_XKEY);
        assertRefused(server.request().set("nats.server_id.xkey", "").jwt(), "", Drop.WRONG_XKEY);
        assertRefused(server.request().set("nats.server_id.xkey", "XABC").jwt(), "XABC", Drop.WRONG_XKEY);
        String user = SigningKey.generate(NkeyKind.USER).publicKey().text();
        assertRefused(server.request().set("nats.server_id.xkey", user).jwt(), user, Drop.WRONG_XKEY);
    }

    @Test
    void aRequestTakenOutOfItsBoxIsRefused() {
        assertRefused(server.request().xkeyTold(), Drop.WRONG_XKEY);
    }

    @Test
    void expiryIsTakenWithTheDrift() throws ClaimsException {
        long now = NOW.getEpochSecond();
        assertThat(decoder.decode(server.request().set("exp", now - 5).jwt(), null)
                        .expiresAt())
                .isEqualTo(now - 5);
        assertRefused(server.request().set("exp", now - 6), Drop.EXPIRED);
        assertRefused(server.request().set("exp", -1), Drop.EXPIRED);
        assertRefused(server.request().set("exp", Long.MIN_VALUE), Drop.EXPIRED);
        assertThat(decoder.decode(server.request().set("exp", Long.MAX_VALUE).jwt(), null)
                        .expiresAt())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aRequestWithoutExpiryIsRefused() {
        assertRefused(server.request().without("exp"), Drop.EXPIRED);
        assertRefused(server.request().set("exp", 0), Drop.EXPIRED);
        assertRefused(
                server.request().xkeyTold().without("exp").jwt(),
                server.xkey().publicKey().text(),
                Drop.EXPIRED);
    }

    @Test
    void aRequestOfTheFutureIsRefused() throws ClaimsException {
        long now = NOW.getEpochSecond();
        decoder.decode(server.request().set("nbf", now + 5).jwt(), null);
        assertRefused(server.request().set("nbf", now + 6), Drop.EXPIRED);
    }

    @Test
    void anotherKeysSignatureIsRefused() {
        assertRefused(server.request().signedBy(SigningKey.generate(NkeyKind.SERVER)), Drop.BAD_SIGNATURE);
    }

    @Test
    void aChangedClaimIsRefused() {
        byte[] honest = server.request().jwt();
        String changed = new String(server.request().user("bob", "x").jwt(), StandardCharsets.US_ASCII);
        String signature = new String(honest, StandardCharsets.US_ASCII).substring(honest.length - 86);
        byte[] forged = (changed.substring(0, changed.length() - 86) + signature).getBytes(StandardCharsets.US_ASCII);
        assertRefused(forged, null, Drop.BAD_SIGNATURE);
    }

    /** The next step would be dear, so it must come last. */
    @Test
    void theSignatureIsOnlyAskedWhenAllElseHolds() throws ClaimsException {
        int[] asked = {0};
        SignatureCheck counting = (jwt, id, sealedBy) -> ++asked[0] > 0;
        RequestDecoder counted = new RequestDecoder(counting, clock, DRIFT);
        for (Request bad : List.of(
                server.request().set("exp", 1),
                server.request().set("aud", ""),
                server.request().xkeyTold(),
                server.request().without("nats.user_nkey"))) {
            assertThatExceptionOfType(ClaimsException.class).isThrownBy(() -> counted.decode(bad.jwt(), null));
        }
        assertThat(asked[0]).isZero();
        counted.decode(server.request().jwt(), null);
        assertThat(asked[0]).isOne();
    }

    @Test
    void aProvenServersBoxVouchesForItsSignature() throws ClaimsException {
        int[] asked = {0};
        RequestDecoder counted = new RequestDecoder((jwt, id, sealedBy) -> ++asked[0] > 0, clock, DRIFT);
        Nkey proven = server.key().publicKey();
        Nkey other = SigningKey.generate(NkeyKind.SERVER).publicKey();
        String xkey = server.xkey().publicKey().text();

        counted.decode(server.request().xkeyTold().jwt(), xkey, proven, Set.of());
        assertThat(asked[0]).isZero();
        counted.decode(server.request().xkeyTold().jwt(), xkey, other, Set.of());
        counted.decode(server.request().xkeyTold().jwt(), xkey, null, Set.of());
        counted.decode(server.request().jwt(), null, proven, Set.of());
        assertThat(asked[0]).isEqualTo(3);
    }

    @Test
    void theExceptionIsCheapAndTellsNothing() {
        Request request = server.request().user("alice", "s3cr3t").set("exp", 1);
        assertThatExceptionOfType(ClaimsException.class)
                .isThrownBy(() -> decoder.decode(request.jwt(), null))
                .satisfies(e -> {
                    assertThat(e.getStackTrace()).isEmpty();
                    assertThat(e.getCause()).isNull();
                    assertThat(e.toString()).doesNotContain("alice", "s3cr3t");
                });
    }

    private void assertRefused(Request request, Drop reason) {
        assertRefused(request.jwt(), null, reason);
    }

    private void assertRefused(byte[] jwt, @Nullable String sealedBy, Drop reason) {
        assertThatExceptionOfType(ClaimsException.class)
                .isThrownBy(() -> decoder.decode(jwt, sealedBy))
                .returns(reason, ClaimsException::reason);
    }
}
