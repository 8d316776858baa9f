package io.gatehouse.claims.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.GoJwts;
import io.gatehouse.claims.jwt.SignedJwt;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick way to read a request: it is taken by what nats-server writes, and reads what the other way reads. */
class CanonicalRequestReaderTest {
    private final CanonicalRequestReader reader = new CanonicalRequestReader();

    private static final List<String> PIECES = List.of(
            " ",
            ",",
            ":",
            "\"",
            "\\",
            "\\n",
            "\\u0041",
            "\\u00e9",
            "\\ud83d",
            "{",
            "}",
            "[",
            "]",
            "null",
            "true",
            "0",
            "-1",
            "1e3",
            "1.5",
            "00",
            "99999999999999999999",
            "\"a\":1,",
            "\"iss\":\"N\",",
            "\u00fc",
            "\u0000",
            "\u007f");

    private final RequestFixtures server = new RequestFixtures();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request-minimal",
                "request-token",
                "request-full",
                "request-unverified-tls",
                "request-nkey",
                "request-leafnode",
                "request-websocket",
                "request-mqtt"
            })
    void readsWhatNatsServerWrites(String name) throws ClaimsException {
        byte[] json = payload(name);
        assertThat(reader.read(json)).isEqualTo(RequestReader.read(json));
        assertThat(reader.read(json)).as("read again").isEqualTo(RequestReader.read(json));
    }

    @Test
    void leavesTextsBeyondAsciiToTheOtherReader() throws ClaimsException {
        assertThat(reader.read(payload("request-password"))).isNull();
    }

    @Test
    void readsEscapes() throws ClaimsException {
        String json = new String(payload("request-nkey"), UTF_8)
                .replace("\"name\":\"example\"", "\"name\":\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u003c\\u007F\"");
        RequestClaims claims = Objects.requireNonNull(reader.read(json.getBytes(UTF_8)));

        assertThat(claims).isEqualTo(RequestReader.read(json.getBytes(UTF_8)));
        assertThat(claims.connect().name()).isEqualTo("a\"\\/\b\f\n\r\t<\u007f");
    }

    @Test
    void readsNothingThatTheOtherReaderReadsDifferently() throws ClaimsException {
        Random random = new Random(3);
        int taken = 0;
        for (String name : List.of("request-full", "request-nkey", "request-password")) {
            byte[] json = payload(name);
            for (int i = 0; i < 8_000; i++) {
                taken += agree(changed(json, random)) ? 1 : 0;
            }
        }
        assertThat(taken).isGreaterThan(1_000);
    }

    @Test
    void givesUpAtEveryTruncation() throws ClaimsException {
        byte[] json = payload("request-full");
        for (int length = 0; length < json.length; length++) {
            assertThat(reader.read(Arrays.copyOf(json, length))).isNull();
        }
    }

    @Test
    void tellsServersApartWhoseDescriptionsAreAlike() throws ClaimsException {
        for (String host : List.of("0.0.0.0", "}", "0.0.0.1", "}\",\"id\":\"x", "0.0.0.0")) {
            byte[] json = server.request()
                    .set("nats.server_id.host", host)
                    .set("exp", 1)
                    .json();
            assertThat(agree(json)).isFalse();
            byte[] inOrder = new String(payload("request-nkey"), UTF_8)
                    .replace("0.0.0.0", host.replace("\"", "\\\""))
                    .getBytes(UTF_8);
            assertThat(agree(inOrder)).isTrue();
        }
    }

    /** Whether the canonical reader took it; it must not take what the other refuses. */
    private boolean agree(byte[] json) {
        RequestClaims plain = reader.read(json);
        if (plain != null) {
            assertThat(plain).as(() -> new String(json, UTF_8)).isEqualTo(slowly(json));
        }
        return plain != null;
    }

    private static @Nullable RequestClaims slowly(byte[] json) {
        try {
            return RequestReader.read(json);
        } catch (ClaimsException refused) {
            return null;
        }
    }

    private static byte[] changed(byte[] json, Random random) {
        int at = random.nextInt(json.length);
        byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
        int until = Math.min(json.length, at + random.nextInt(3));
        byte[] changed = Arrays.copyOf(json, at + piece.length + json.length - until);
        System.arraycopy(piece, 0, changed, at, piece.length);
        System.arraycopy(json, until, changed, at + piece.length, json.length - until);
        return changed;
    }

    private static byte[] payload(String name) throws ClaimsException {
        return SignedJwt.parse(GoJwts.named(name).jwt().getBytes(UTF_8), RequestDecoder.MAX_BYTES)
                .payload();
    }
}
