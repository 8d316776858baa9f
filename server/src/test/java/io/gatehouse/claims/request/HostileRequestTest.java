package io.gatehouse.claims.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.drops.Drop;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, the decoder refuses it with a reason, and the next good request is read. */
class HostileRequestTest {
    private final RequestFixtures server = new RequestFixtures();
    private final RequestDecoder decoder =
            new RequestDecoder(Ed25519.fastest(), Clock.systemUTC(), Duration.ofMinutes(1));

    @Test
    void everyTruncationIsMalformed() {
        byte[] jwt = server.request().jwt();
        for (int length = 0; length < jwt.length; length++) {
            assertReason(Arrays.copyOf(jwt, length), Drop.MALFORMED);
        }
    }

    @Test
    void everyChangedCharacterIsRefused() {
        byte[] jwt = server.request().jwt();
        Random random = new Random(1);
        for (int i = 0; i < jwt.length; i++) {
            byte[] changed = jwt.clone();
            changed[i] = (byte) (changed[i] ^ 1 << random.nextInt(8));
            assertThatExceptionOfType(ClaimsException.class)
                    .as("at %d", i)
                    .isThrownBy(() -> decoder.decode(changed, null));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a", "a.b", "a.b.c", "eyJ", "null", "{}", "\n"})
    void shortTextsAreMalformed(String text) {
        assertReason(text.getBytes(US_ASCII), Drop.MALFORMED);
    }

    @Test
    void partsThatAreTooManyOrPaddedAreMalformed() {
        String jwt = new String(server.request().jwt(), US_ASCII);
        int payload = jwt.indexOf('.') + 1;
        for (String other : List.of(
                jwt + ".",
                "." + jwt,
                jwt + "=",
                jwt + "\n",
                " " + jwt,
                jwt.substring(0, payload) + "." + jwt.substring(payload),
                jwt.substring(0, payload + 40) + "." + jwt.substring(payload + 41),
                jwt.replaceFirst("\\.", "=."),
                jwt.replace(
                        "eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ",
                        "eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifR"))) {
            assertReason(other.getBytes(US_ASCII), Drop.MALFORMED);
        }
    }

    @Test
    void aSignatureIsWrittenInOneWayOnly() throws ClaimsException {
        byte[] jwt = server.request().jwt();
        decoder.decode(jwt, null);
        byte last = jwt[jwt.length - 1];
        // The last character holds two bits of the signature and four of nothing.
        jwt[jwt.length - 1]++;
        assertThat(last).isIn((Object[]) new Byte[] {'A', 'Q', 'g', 'w'});
        assertReason(jwt, Drop.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "iss, 1",
        "iss, {}",
        "sub, [\"A\"]",
        "aud, true",
        "exp, \"1\"",
        "exp, 1.5",
        "exp, 1e3",
        "exp, 9223372036854775808",
        "exp, 999999999999999999999999999999",
        "iat, {}",
        "nbf, []",
        "nats, []",
        "nats, \"authorization_request\"",
        "nats.type, 2",
        "nats.version, \"2\"",
        "nats.server_id, \"N\"",
        "nats.server_id.name, 1",
        "nats.server_id.tags, \"a\"",
        "nats.server_id.tags, [1]",
        "nats.server_id.tags, [null]",
        "nats.user_nkey, 1",
        "nats.client_info, 1",
        "nats.client_info.id, -9223372036854775809",
        "nats.client_info.host, {}",
        "nats.connect_opts, []",
        "nats.connect_opts.user, {}",
        "nats.connect_opts.pass, 1",
        "nats.connect_opts.protocol, 2147483648",
        "nats.connect_opts.protocol, true",
        "nats.client_tls, []",
        "nats.client_tls.certs, {}",
        "nats.client_tls.verified_chains, [\"pem\"]",
        "nats.client_tls.verified_chains, [[[]]]",
        "nats.request_nonce, 1",
        "other, NaN",
        "other, 01",
        "other, +1",
        "other, 'a'",
        "other, // comment",
        "other, tru",
        "other, "
    })
    void wrongTypesAndBrokenJsonAreMalformed(String path, String json) {
        assertMalformed(server.request().setRaw(path, json == null ? "" : json).json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"iss", "aud", "nats", "server_id", "id", "user_nkey", "connect_opts", "pass", "exp", "type"})
    void nothingMayBeSaidTwice(String name) {
        String json = new String(server.request().json(), UTF_8);
        assertThat(json).contains("\"" + name + "\":");
        for (String again : List.of("\"" + name + "\":null,", "\"" + name.replace("s", "\\u0073") + "\":null,")) {
            assertMalformed(json.replaceFirst("\"" + name + "\":", again.replace("\\", "\\\\") + "\"" + name + "\":"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " {}",
                "{} ",
                "{},{}",
                "{}{}",
                "[]",
                "null",
                "{",
                "}",
                "{\"iss\"}",
                "{\"iss\":}",
                "{,}",
                "{'iss':1}"
            })
    void otherDocumentsAreMalformed(String json) {
        // White space after the object is no harm, but then the claims are missing.
        Drop expected = json.equals("{} ") ? Drop.WRONG_TYPE : Drop.MALFORMED;
        assertReason(RequestFixtures.sign(json.getBytes(UTF_8), server.key()), expected);
    }

    @Test
    void deepNestingIsMalformed() throws ClaimsException {
        decoder.decode(server.request().setRaw("other", nested(14)).jwt(), null);
        assertMalformed(server.request().setRaw("other", nested(16)).json());
        assertMalformed(server.request().setRaw("other", nested(50_000)).json());
        assertMalformed(server.request().setRaw("other", "[".repeat(50_000)).json());
        assertMalformed(
                server.request().setRaw("other", "{\"a\":".repeat(20_000)).json());
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    @Test
    void longTextsAndListsAreMalformed() throws ClaimsException {
        decoder.decode(server.request().user("a".repeat(60_000), "x").jwt(), null);
        assertMalformed(server.request()
                .set("nats.connect_opts.user", "a".repeat(70_000))
                .json());
        assertMalformed(server.request().set("a".repeat(2_000), 1).json());
        assertMalformed(server.request().setRaw("other", "1".repeat(50)).json());
        assertMalformed(server.request()
                .setRaw("other", "[" + "1,".repeat(20_000) + "1]")
                .json());
        decoder.decode(
                server.request()
                        .set("nats.server_id.tags", Collections.nCopies(256, "t"))
                        .jwt(),
                null);
        assertMalformed(server.request()
                .set("nats.server_id.tags", Collections.nCopies(257, "t"))
                .json());
        assertMalformed(server.request()
                .set("nats.client_tls.verified_chains", Collections.nCopies(17, List.of("pem")))
                .json());
        assertMalformed(server.request()
                .set("nats.client_tls.certs", Collections.nCopies(33, "pem"))
                .json());
    }

    @Test
    void otherEncodingsAreMalformed() {
        String json = new String(server.request().json(), UTF_8);
        assertMalformed(json.getBytes(UTF_16BE));
        assertMalformed(json.getBytes(UTF_16LE));
        assertMalformed(("\ufeff" + json).getBytes(UTF_8));
        assertMalformed(json.replace("alice", "\u00e4lice").getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\udd11", "\\ud83d\\u0041", "\\x41", "\\u12", "\n", "\u0000"})
    void textsThatAreNoneAreMalformed(String text) {
        String json = new String(server.request().json(), UTF_8);
        assertMalformed(json.replace("wonderland", text));
    }

    @Test
    void aSurrogatePairIsOneCharacter() throws ClaimsException {
        String json = new String(server.request().json(), UTF_8).replace("wonderland", "\\ud83d\\udd11");
        AuthorizationRequest request = decoder.decode(RequestFixtures.sign(json.getBytes(UTF_8), server.key()), null);
        assertThat(request.connect().password()).isEqualTo("🔑");
    }

    @Test
    void afterAllThisAGoodRequestIsRead() throws ClaimsException {
        Random random = new Random(1);
        for (int round = 0; round < 1_000; round++) {
            byte[] noise = new byte[random.nextInt(2_000)];
            random.nextBytes(noise);
            assertReason(noise, Drop.MALFORMED);
        }
        assertThat(decoder.decode(server.request().jwt(), null).connect().user())
                .isEqualTo("alice");
    }

    private void assertMalformed(String json) {
        assertMalformed(json.getBytes(UTF_8));
    }

    /** Signed as it should be: what is wrong is the JSON alone. */
    private void assertMalformed(byte[] json) {
        assertReason(RequestFixtures.sign(json, server.key()), Drop.MALFORMED);
    }

    private void assertReason(byte[] jwt, Drop reason) {
        assertThatExceptionOfType(ClaimsException.class)
                .isThrownBy(() -> decoder.decode(jwt, null))
                .returns(reason, ClaimsException::reason);
    }
}
