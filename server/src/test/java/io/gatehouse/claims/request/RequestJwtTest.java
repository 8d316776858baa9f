package io.gatehouse.claims.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests that we write are read as they were meant. */
class RequestJwtTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final SigningKey server = SigningKey.generate(NkeyKind.SERVER);
    private final Nkey user = SigningKey.generate(NkeyKind.USER).publicKey();
    private final RequestDecoder decoder = new RequestDecoder(Ed25519.fastest(), CLOCK, Duration.ofSeconds(1));

    @Test
    void everythingSurvives() throws ClaimsException {
        Nkey xkey = CurveKey.generate().publicKey();
        long now = CLOCK.millis() / 1000;
        AuthorizationRequest request = new AuthorizationRequest(
                "ACCOUNT",
                now,
                now + 2,
                new ServerId("s\"1", "::1", server.publicKey(), "2.15.1", "c", List.of("a", "b"), xkey),
                user,
                new ClientInfo("10.0.0.1", 7, "u", "n", List.of("t"), "nt", "Client", "mqtt", "m", "nonce"),
                new ConnectOptions("j", "k", "s", "t", "u", "p", "n", "go", "1", 1),
                new ClientTls("1.3", "TLS", List.of(), List.of(List.of("-----A\n", "B"), List.of("C"))),
                "again");

        assertThat(decoder.decode(RequestJwt.sign(request, server), xkey.text()))
                .isEqualTo(request);
    }

    @Test
    void whatIsEmptyIsLeftOut() throws ClaimsException {
        AuthorizationRequest request = bare(null);
        byte[] jwt = RequestJwt.sign(request, server);

        assertThat(jwt).hasSizeLessThan(1000);
        assertThat(decoder.decode(jwt, null)).isEqualTo(request);
    }

    @Test
    void onlyTheServerItselfSigns() {
        AuthorizationRequest request = bare(null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestJwt.sign(request, SigningKey.generate(NkeyKind.SERVER)));
    }

    private AuthorizationRequest bare(@Nullable ClientTls tls) {
        return new AuthorizationRequest(
                "A",
                0,
                CLOCK.millis() / 1000 + 2,
                new ServerId("", "", server.publicKey(), "", "", List.of(), null),
                user,
                new ClientInfo("", 0, "", "", List.of(), "", "", "", "", ""),
                new ConnectOptions(null, null, null, null, null, null, null, null, null, 0),
                tls,
                null);
    }
}
